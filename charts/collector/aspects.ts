/** What people want to know about releases of the chart opentelemetry-collector. */
import type { Aspects } from '../aspects';
import type { CollectorRelease } from './releases';

export const COLLECTOR_ASPECTS: Aspects<CollectorRelease> = {
  shown: [{ name: 'receives OpenCensus', of: ({ hasOpenCensus }) => (hasOpenCensus ? 'yes' : 'no') }],
  ofSteps: [{ name: 'collector', of: ({ program }) => program ?? 'none' }],
};
