import type { Branch } from '../../../api/branches';

/** A branch with its distance from the root, in the order it is read: each one followed by its own. */
export interface BranchRow {
  branch: Branch;
  depth: number;
}

export function rowsOf(branches: Branch[], parent: string | null = null, depth = 0): BranchRow[] {
  return branches
    .filter((branch) => branch.parent_id === parent)
    .flatMap((branch) => [{ branch, depth }, ...rowsOf(branches, branch.branch_id, depth + 1)]);
}

/** The branch and all it comes from. */
export function lineOf(branches: Branch[], id: string | null): Set<string> {
  const line = new Set<string>();
  for (let next = id; next !== null && !line.has(next);) {
    line.add(next);
    const at = next;
    next = branches.find((branch) => branch.branch_id === at)?.parent_id ?? null;
  }
  return line;
}

export const MOST_OPTIONS = 5;
export const LEAST_OPTIONS = 2;
