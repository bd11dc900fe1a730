/** All scenarios, in the order in which they run. */
import type { Scenario } from '../scenario';
import { bundled } from './bundled';
import { collector, collectorRestart, collectorSampling } from './collector';
import { PATH_FAILURES } from './failures/path';
import { STORAGE_FAILURES } from './failures/storage';
import { k3s } from './k3s';
import { lab } from './lab';
import { metrics } from './metrics';
import { otlp } from './otlp';
import { picluster, piclusterLater } from './picluster';
import { privateAuthority } from './private-authority';
import { RESTARTS } from './restart';
import { rotation } from './rotation';
import { sampling } from './sampling';

export const SCENARIOS: readonly Scenario[] = [
  picluster,
  piclusterLater,
  k3s,
  otlp,
  lab,
  metrics,
  bundled,
  privateAuthority,
  rotation,
  ...RESTARTS,
  sampling,
  collector,
  collectorSampling,
  collectorRestart,
  ...STORAGE_FAILURES,
  ...PATH_FAILURES,
];
