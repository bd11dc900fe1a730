/** What people want to know about releases of the chart tempo-vulture. */
import type { Aspects } from '../aspects';
import type { VultureRelease } from './releases';

export const VULTURE_ASPECTS: Aspects<VultureRelease> = {
  shown: [
    { name: 'writes to the receiver', of: ({ writes }) => writes },
    { name: 'is scraped by a', of: ({ monitor }) => (monitor === 'podMonitor' ? 'PodMonitor' : 'ServiceMonitor') },
    { name: 'chart repository', of: ({ repository }) => repository },
  ],
  ofSteps: [{ name: 'program of Tempo', of: ({ program }) => program ?? 'none' }],
};
