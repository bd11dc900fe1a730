/** Releases of Tempo's charts that do not work with any values of this stack. */
import type { Refused } from '../../../lib/releases/table';

/** Of tempo-distributed. */
export const DISTRIBUTED_REFUSED: readonly Refused[] = [
  // dns+ looks nothing up without a port (dns/provider.go of grafana/dskit); 1.4.15 has it.
  ['1.4.14', '1.4.14', 'names the Service of memberlist without a port, so its processes do not find each other', 'use 1.4.13 or 1.4.15'],
  ['1.13.0', '1.13.1', 'renders no ingester', 'use 1.12.0 or 1.13.2'],
];

/** Of the chart tempo. */
export const MONOLITHIC_REFUSED: readonly Refused[] = [
  ['2.2.1', '2.2.1', 'lists the OpenCensus receiver, which its Tempo 2.10.6 no longer has, and does not start', 'use 2.2.0 or 2.2.2'],
];
