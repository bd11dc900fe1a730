/** What people want to know about releases of Traefik. */
import type { Aspect, Aspects } from '../aspects';
import { bundledTraefik, type K3sRelease } from './k3s-releases';
import { type TraefikRelease, traceIdFieldOf } from './releases';

const SENDS = { flags: 'Zipkin, by flags', zipkin: 'Zipkin', otlp: 'OTLP' } as const;
const SAMPLING = { never: 'always 100 %', 'not 0': 'any share above 0', any: 'any share' } as const;

export const TRAEFIK_ASPECTS: Aspects<TraefikRelease> = {
  shown: [
    { name: 'sends spans by', of: ({ tracing }) => SENDS[tracing] },
    { name: 'trace id in the access log', of: (release) => traceIdFieldOf(release) ?? 'none' },
    { name: 'sampling', of: ({ sampleRate }) => SAMPLING[sampleRate] },
  ],
  ofSteps: [
    { name: 'Traefik', of: ({ traefik }) => traefik.version },
    { name: 'trace context', of: ({ traefik }) => traefik.propagation.join(', ') },
    { name: 'value of the access log', of: ({ accessLog }) => (accessLog === 'both' ? 'logs.access and accessLog' : accessLog) },
  ],
};

const ofBundle = ({ name, of }: Aspect<TraefikRelease>): Aspect<K3sRelease> => ({ name, of: (release) => of(bundledTraefik(release)) });

/** The aspects of the Traefik that k3s bundles. */
export const K3S_ASPECTS: Aspects<K3sRelease> = {
  shown: TRAEFIK_ASPECTS.shown.map(ofBundle),
  ofSteps: [...TRAEFIK_ASPECTS.ofSteps.map(ofBundle), { name: 'chart of Traefik', of: ({ chart }) => chart.version }],
};
