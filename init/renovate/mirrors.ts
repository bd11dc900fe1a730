/** Where Renovate finds the releases of a chart in a closed network: in the mirror of each cluster file. */
import { mirrorOf, withoutScheme } from '../../charts/registry/chart-mirrors';
import type { RegistryConfig } from '../../charts/registry/config';
import type { Source } from './sources';

/** A cluster file. */
export interface PinningFile {
  /** Without its ending. */
  readonly name: string;
  readonly registry?: RegistryConfig;
}

/** Cluster files that find a chart in the same place. */
export interface FilesOfSource {
  readonly source: Source;
  /** A regular expression for the paths of the files, as Renovate has it. */
  readonly pattern: string;
}

/** Every cluster file, and every base in the usual folder. */
const ALL = '/^(?:base|clusters)/.+\\.yaml$/';

/** The places of one source. There is one, unless cluster files have different mirrors. */
export function placesOf(source: Source, files: readonly PinningFile[]): FilesOfSource[] {
  const places = new Map<string, { readonly source: Source; readonly names: string[] }>();
  for (const { name, registry } of files) {
    const own = inMirror(source, registry);
    const key = JSON.stringify(own);
    const place = places.get(key);
    if (place) place.names.push(name);
    else places.set(key, { source: own, names: [name] });
  }
  const [first, ...others] = places.values();
  if (!first) return [{ source, pattern: ALL }];
  if (others.length === 0) return [{ source: first.source, pattern: ALL }];
  // A base may be shared by all of them: one manager finds it.
  return [...places.values()].map(({ source: own, names }, index) => {
    const files = `clusters/(?:.+/)?(?:${names.join('|')})`;
    return { source: own, pattern: `/^${index === 0 ? `(?:base/.+|${files})` : files}\\.yaml$/` };
  });
}

/** Renovate finds charts in a registry as images, by the name of the chart. */
function inMirror(source: Source, registry: RegistryConfig | undefined): Source {
  const mirror = source.registryUrlTemplate === undefined ? undefined : mirrorOf(registry, source.registryUrlTemplate);
  if (mirror === undefined) return source;
  const { registryUrlTemplate: _, ...rest } = source;
  return mirror.startsWith('oci://')
    ? {
        ...rest,
        datasourceTemplate: 'docker',
        packageNameTemplate: `${withoutScheme(mirror)}/${source.depNameTemplate}`,
        versioningTemplate: 'helm',
      }
    : { ...rest, registryUrlTemplate: mirror };
}
