/** PersistentVolumeClaims that a Helm release surely renders with its values. */
import { at, mapAt, textAt, textFrom } from '../../lib/yaml/parsed';
import { HELM_KEEP } from '../component';

type Values = Readonly<Record<string, unknown>>;

interface Claim {
  /** The name of the chart. */
  readonly chart: string;
  readonly name: string;
  /** The path of its values: `enabled`, `size`, `storageClass`, `annotations`. */
  readonly values: readonly string[];
  /** The size and the switch without values of the user's. */
  readonly size: string;
  readonly isOn: boolean;
  /** Whether the chart marks it to stay when it leaves the manifests. @default false */
  readonly isKept?: boolean;
  /** The switch of the subchart that renders it. @default none */
  readonly subchart?: string;
}

/** The defaults of MinIO 4 and 8 as a subchart, and of every release of the chart traefik. */
const CLAIMS: readonly Claim[] = [
  { chart: 'tempo-distributed', name: 'tempo-minio', values: ['minio', 'persistence'], size: '5Gi', isOn: true, subchart: 'minio' },
  { chart: 'traefik', name: 'traefik', values: ['persistence'], size: '128Mi', isOn: false, isKept: true },
];

/** A PersistentVolumeClaim with the fields that its values decide. */
export interface ImpliedClaim {
  readonly apiVersion: 'v1';
  readonly kind: 'PersistentVolumeClaim';
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: { readonly storageClassName?: string; readonly resources: { readonly requests: { readonly storage: string } } };
}

export const impliedClaims = (chart: string, values: Values): ImpliedClaim[] =>
  CLAIMS.filter((claim) => claim.chart === chart && isOn(claim, values)).map((claim) => {
    const own = mapAt(values, ...claim.values);
    const annotations = Object.entries(mapAt(own, 'annotations')).map(([key, value]) => [key, textFrom(value)]);
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: claim.name, annotations: { ...(claim.isKept && HELM_KEEP), ...Object.fromEntries(annotations) } },
      spec: { storageClassName: textAt(own, 'storageClass'), resources: { requests: { storage: textAt(own, 'size') ?? claim.size } } },
    };
  });

const isOn = ({ subchart, values: path, isOn: byDefault }: Claim, values: Values): boolean =>
  (subchart === undefined || at(values, subchart, 'enabled') === true) && (at(values, ...path, 'enabled') ?? byDefault) === true;
