/** How a Helm release is reached from outside the cluster, and what runs its pods, as far as its values decide it. */
import { at, mapAt, type Path, textAt } from '../../lib/yaml/parsed';

export interface ReleaseInValues {
  /** The name of the chart. */
  readonly chart: string;
  /** Of the chart. */
  readonly version: string;
  /** The name of the Helm release. */
  readonly release: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A Service with the fields that values decide. */
export interface ImpliedService {
  readonly name: string;
  /** The path of its values. */
  readonly path: Path;
  /** The path of the value with its type. */
  readonly typePath: Path;
  /** The path of the value with its ports of the nodes. */
  readonly portsPath: Path;
  /** The type in the values; undefined for the default of the chart. */
  readonly type?: string;
  readonly defaultType: string;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface ImpliedPort {
  readonly name: string;
  readonly nodePort?: unknown;
}

/** The ports in the values of most charts. */
function portsIn(values: ReleaseInValues['values']): ImpliedPort[] {
  const ports = mapAt(values, 'ports');
  return Object.keys(ports)
    .filter((name) => ports[name] !== null)
    .map((name) => ({ name, nodePort: at(ports, name, 'nodePort') }));
}

interface ServiceInValues {
  readonly name: string;
  readonly path: Path;
  /** @default those of most charts */
  readonly ports?: { readonly path: Path; readonly list: readonly ImpliedPort[] };
}

/** A Service as most charts have it: inside of the cluster, if its values say no type. */
export function usualService(values: ReleaseInValues['values'], { name, path, ports }: ServiceInValues): ImpliedService {
  const own = mapAt(values, ...path);
  return {
    ...{ name, path, typePath: [...path, 'type'], portsPath: ports?.path ?? ['ports'] },
    ...{ type: textAt(own, 'type') || undefined, defaultType: 'ClusterIP', annotations: mapAt(own, 'annotations') },
    spec: { loadBalancerIP: own.loadBalancerIP, ports: ports?.list ?? portsIn(values) },
  };
}

/** A workload whose kind is a value. */
export interface ImpliedWorkload {
  readonly name: string;
  /** The path of its kind in the values. */
  readonly path: Path;
  /** The kind in the values; undefined for the default of the chart. */
  readonly kind?: string;
  readonly defaultKind: string;
}

export const usualWorkload = (values: ReleaseInValues['values'], name: string, path: Path): ImpliedWorkload => ({
  ...{ name, path, kind: textAt(values, ...path) || undefined, defaultKind: 'Deployment' },
});
