/** Finds referenced objects: Services, the pods behind them, keys of Secrets and ConfigMaps. */
import { at, listAt, mapAt, textAt, textFrom } from '../../lib/yaml/parsed';
import type { Placed, World } from '../stack';
import { groupOf, type Pod, podsOf } from './kubernetes';

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  /** A number, or the name of a container's port. */
  readonly target: string;
  readonly protocol: string;
}

export interface Service {
  readonly placed: Placed;
  readonly name: string;
  readonly namespace: string;
  readonly ports: readonly ServicePort[];
  /** If undefined, its endpoints are not managed by Kubernetes. */
  readonly selector?: Readonly<Record<string, string>>;
  /** The name that DNS answers instead of an address: that of a Service of type ExternalName. */
  readonly externalName?: string;
  readonly isHeadless: boolean;
}

type SourceKind = 'Secret' | 'ConfigMap';

/** A Secret or ConfigMap that will exist in the cluster. */
export interface KeySource {
  readonly keys: ReadonlySet<string> | 'any';
  /** The object that creates it; undefined if the cluster file declares it. */
  readonly placed?: Placed;
}

export class Lookup {
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  /** Namespaces that the stack uses. */
  readonly namespaces: ReadonlySet<string>;
  /** By kind, namespace and name. */
  private readonly sources: Readonly<Record<SourceKind, Map<string, Map<string, KeySource>>>> = { Secret: new Map(), ConfigMap: new Map() };

  constructor({ objects, declared, applications, installations }: World) {
    this.pods = objects.flatMap(podsOf);
    this.services = objects.filter(({ object }) => object.kind === 'Service' && groupOf(object) === '').map(serviceOf);
    this.namespaces = new Set([
      ...objects.flatMap(({ object, namespace }) => (object.kind === 'Namespace' ? object.metadata.name : (namespace ?? []))),
      ...applications.flatMap(({ destination }) => destination.namespace || []),
      ...installations.map(({ namespace }) => namespace),
    ]);
    for (const placed of objects) {
      const made = madeBy(placed);
      if (made) this.add(made.kind, placed.namespace ?? '', made.name, { keys: made.keys, placed });
    }
    for (const { kind, namespace, name, keys } of declared.objects) this.add(kind, namespace, name, { keys: keys ? new Set(keys) : 'any' });
  }

  private add(kind: SourceKind, namespace: string, name: string, source: KeySource): void {
    const names = this.sources[kind].get(namespace) ?? new Map<string, KeySource>();
    this.sources[kind].set(namespace, names.set(name, source));
  }

  service(namespace: string, name: string): Service | undefined {
    return this.services.find((service) => service.name === name && service.namespace === namespace);
  }

  servicesIn(namespace: string): readonly Service[] {
    return this.services.filter((service) => service.namespace === namespace);
  }

  /** The pods that a Service selects. */
  podsBehind({ namespace, selector }: Service): Pod[] {
    const wanted = Object.entries(selector ?? {});
    if (wanted.length === 0) return [];
    return this.pods.filter(
      ({ placed, labels }) => (placed.namespace ?? 'default') === namespace && wanted.every(([key, value]) => labels[key] === value),
    );
  }

  /** Undefined if no object creates it and the cluster file does not declare it. */
  source(kind: SourceKind, namespace: string, name: string): KeySource | undefined {
    // Kubernetes creates it in every namespace.
    if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') return { keys: 'any' };
    return this.sources[kind].get(namespace)?.get(name);
  }

  /** The namespaces with a Secret or ConfigMap of that name. */
  namespacesOf(kind: SourceKind, name: string): string[] {
    return [...this.sources[kind]].flatMap(([namespace, names]) => (names.has(name) ? namespace : []));
  }

  /** The names of all Secrets or ConfigMaps in a namespace, for suggestions. */
  names(kind: SourceKind, namespace: string): string[] {
    return [...(this.sources[kind].get(namespace)?.keys() ?? [])];
  }
}

function serviceOf(placed: Placed): Service {
  const { object, namespace = 'default' } = placed;
  const spec = at(object, 'spec');
  const isExternal = textAt(spec, 'type') === 'ExternalName';
  const externalName = isExternal ? textAt(spec, 'externalName') : undefined;
  // That of an ExternalName has no effect.
  const selector = isExternal ? {} : mapAt(spec, 'selector');
  return {
    placed,
    name: object.metadata.name,
    namespace,
    ports: listAt(spec, 'ports').map((port) => ({
      name: textAt(port, 'name'),
      port: Number(at(port, 'port')),
      target: textAt(port, 'targetPort') ?? textAt(port, 'port') ?? '',
      protocol: textAt(port, 'protocol') ?? 'TCP',
    })),
    ...(Object.keys(selector).length > 0 && {
      selector: Object.fromEntries(Object.entries(selector).map(([key, value]) => [key, textFrom(value)])),
    }),
    ...(externalName !== undefined && { externalName }),
    isHeadless: textAt(spec, 'clusterIP') === 'None',
  };
}

interface Made {
  readonly kind: SourceKind;
  readonly name: string;
  readonly keys: ReadonlySet<string> | 'any';
}

/** The object itself if it is a Secret or ConfigMap, or the one that its controller creates. */
function madeBy({ object }: Placed): Made | undefined {
  const { kind, metadata } = object;
  const group = groupOf(object);
  const keys = (...maps: string[]) => new Set(maps.flatMap((map) => Object.keys(mapAt(object, map))));
  if (group === '' && kind === 'Secret') return { kind, name: metadata.name, keys: keys('data', 'stringData') };
  if (group === '' && kind === 'ConfigMap') return { kind, name: metadata.name, keys: keys('data', 'binaryData') };
  if (group === 'bitnami.com' && kind === 'SealedSecret') {
    return {
      kind: 'Secret',
      // The controller of Sealed Secrets ignores a name in the template.
      name: metadata.name,
      keys: new Set([...Object.keys(mapAt(object, 'spec', 'encryptedData')), ...Object.keys(mapAt(object, 'spec', 'template', 'data'))]),
    };
  }
  if (group === 'cert-manager.io' && kind === 'Certificate')
    return { kind: 'Secret', name: textAt(object, 'spec', 'secretName') ?? '', keys: new Set(['tls.crt', 'tls.key', 'ca.crt']) };
  if (group === 'external-secrets.io' && kind === 'ExternalSecret') return externalSecret(object.spec, metadata.name);
  return undefined;
}

/** A template replaces the fetched keys, unless its mergePolicy is Merge. */
function externalSecret(spec: unknown, ownName: string): Made {
  const name = textAt(spec, 'target', 'name') ?? ownName;
  const template = Object.keys(mapAt(spec, 'target', 'template', 'data'));
  const isMerged = textAt(spec, 'target', 'template', 'mergePolicy') === 'Merge';
  if (template.length > 0 && !isMerged) return { kind: 'Secret', name, keys: new Set(template) };
  if (listAt(spec, 'dataFrom').length > 0 || listAt(spec, 'target', 'template', 'templateFrom').length > 0)
    return { kind: 'Secret', name, keys: 'any' };
  const fetched = listAt(spec, 'data').map((entry) => textAt(entry, 'secretKey') ?? '');
  return { kind: 'Secret', name, keys: new Set([...fetched, ...template]) };
}
