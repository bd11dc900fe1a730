/** All scenarios, in the order in which they run. */
import type { Scenario } from '../scenario';
import { PATH_FAILURES } from './failures/path';
import { STORAGE_FAILURES } from './failures/storage';
import { k3s } from './k3s';
import { lab } from './lab';
import { picluster } from './picluster';

export const SCENARIOS: readonly Scenario[] = [picluster, k3s, lab, ...STORAGE_FAILURES, ...PATH_FAILURES];
