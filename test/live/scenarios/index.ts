/** All scenarios, in the order in which they run. */
import type { Scenario } from '../scenario';
import { picluster } from './picluster';

export const SCENARIOS: readonly Scenario[] = [picluster];
