import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { flows, type FlowStructure } from '../../../api/flows';
import { libraryKeys } from '../keys';
import { useServices } from '../../../app/services';
import { useDebounced } from '../../../app/useDebounced';
import { findingsOfProblem, findingsOfReport, type Finding } from '../model/findings';

/** Slower than anybody pauses between two words, and well below the server's sixty checks a minute. */
const SETTLE_MS = 1_000;

/** What the server says about a structure, a moment after the last change; what it said before stays until then. */
export function useCheck(flowId: string | null, structure: FlowStructure) {
  const { api } = useServices();
  const settled = useDebounced(structure, SETTLE_MS);
  const query = useQuery({
    queryKey: libraryKeys.check(flowId ?? '', settled),
    queryFn: async ({ signal }): Promise<Finding[]> => {
      try {
        return findingsOfReport(await flows.validate(api, flowId ?? '', settled, signal), settled);
      } catch (error) {
        // A structure the server cannot read yet (a step without words) is a finding, not a failure.
        const findings = error instanceof Error ? findingsOfProblem(error, settled) : null;
        if (findings === null) throw error;
        return findings;
      }
    },
    enabled: flowId !== null,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return {
    findings: query.data ?? null,
    error: query.error,
    isChecking: settled !== structure || query.isFetching,
    again: () => void query.refetch(),
  };
}
