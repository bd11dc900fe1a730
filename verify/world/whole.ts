/** Whether all manifests of a cluster were read. */
import { SHAPE_RULES } from '../checks/shape/rules';
import type { Stack } from '../stack';

/** If not, nothing follows from what is absent: it may be in the file that cannot be read, which has a finding. */
export const isWhole = ({ findings }: Pick<Stack, 'findings'>): boolean =>
  !findings.some(({ rule }) => rule === SHAPE_RULES.idOf('unreadable-file'));
