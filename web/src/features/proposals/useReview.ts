import { useQueryClient } from '@tanstack/react-query';
import { proposals, type Proposal, type ReviewRequest } from '../../api/proposals';
import { ApiProblem, isProblem } from '../../api/problem';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { libraryKeys } from '../library/keys';

/** One word on a proposal. Where a colleague was faster, the proposal as it is now is shown beside the refusal. */
export function useReview(
  proposal: Proposal,
  show: (proposal: Proposal) => void,
  onDone?: (p: Proposal) => void,
) {
  const { api } = useServices();
  const client = useQueryClient();
  return useAction<ReviewRequest, Proposal>({
    intent: (request) => `proposal.${request.action}.${proposal.id}`,
    run: (caller, request, key) => proposals.review(caller, proposal.id, request, { key }),
    onSuccess: (reviewed) => {
      (onDone ?? show)(reviewed);
      void client.invalidateQueries({ queryKey: libraryKeys.proposals });
      if (reviewed.flow_id !== null) {
        void client.invalidateQueries({ queryKey: libraryKeys.flow(reviewed.flow_id) });
        void client.invalidateQueries({ queryKey: libraryKeys.flows });
      }
    },
    onError: async (error) => {
      if (isProblem(error, 'version_conflict', 'already_reviewed'))
        show(await proposals.proposal(api, proposal.id));
      if (
        error instanceof ApiProblem &&
        error.code === 'base_version_changed' &&
        proposal.target_flow_id !== null
      )
        await client.invalidateQueries({ queryKey: libraryKeys.flow(proposal.target_flow_id) });
    },
  });
}
