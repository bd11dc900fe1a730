/** What people want to know about releases of Linkerd. */
import type { Aspects } from '../aspects';
import type { LinkerdRelease } from './releases';

const EXPORTS = { opencensus: 'OpenCensus', 'otlp-grpc': 'OTLP' } as const;

/** The protocol by which the proxies export spans. */
export const exportsBy = ({ exports }: Pick<LinkerdRelease, 'exports'>): string => EXPORTS[exports];

export const LINKERD_ASPECTS: Aspects<LinkerdRelease> = {
  shown: [
    { name: 'exports spans by', of: exportsBy },
    { name: 'configured by', of: ({ extension }) => (extension ? 'its Jaeger extension' : "the control plane's values") },
    { name: 'reads', of: ({ readsW3c }) => (readsW3c ? 'W3C and B3' : 'B3') },
  ],
  ofSteps: [
    { name: 'chart repository', of: ({ repository }) => repository },
    { name: 'chart of the Jaeger extension', of: ({ extension }) => extension ?? 'none' },
  ],
};
