/** What is known about the nodes of the picture: version and namespace. */
import { listed } from '../../../../lib/findings/listed';
import type { Nodes } from '../../../report/report';
import type { World } from '../../../stack';
import { traefiksIn } from '../../../uses/traefik';
import type { RunningCollector } from '../../../world/collectors';
import { isOfDemo } from '../../../world/component';
import type { Pod } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { type RunningTempo, tempoVersionOf, versionOfImage } from '../../../world/tempo';

/** A line per node, by its name in the hops: `2.10.8 in tracing`. */
export function nodesOf(
  { declared, installations, applications }: World,
  lookup: Lookup,
  tempos: readonly RunningTempo[],
  collectors: readonly RunningCollector[],
): Nodes {
  const readers = tempos.flatMap((tempo) => tempo.readers.slice(0, 1));
  const [traefik] = traefiksIn(lookup);
  const mesh = installations.find(({ chart: { name } }) => name.startsWith('linkerd'));
  const demo =
    declared.demo && lookup.pods.find(({ placed }) => applications.some((each) => each.name === placed.application && isOfDemo(each)));
  const lines = {
    ...Object.fromEntries(
      collectors.map(({ name, reader: { pod, container } }) => [name, lineOf(versionOfImage(container.image), namespaceOf(pod))]),
    ),
    // During a migration there are two.
    Tempo: readers[0] && lineOf(listed(unique(readers.flatMap((reader) => tempoVersionOf(reader) ?? []))), namespaceOf(readers[0].pod)),
    Traefik: traefik && lineOf(versionOfImage(traefik.container.image), namespaceOf(traefik.pod)),
    Linkerd: mesh && lineOf(undefined, mesh.namespace),
    emojivoto: demo && lineOf(undefined, namespaceOf(demo)),
  };
  return Object.fromEntries(Object.entries(lines).flatMap(([name, line]) => (line ? [[name, line]] : [])));
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

const namespaceOf = ({ placed }: Pod): string | undefined => placed.namespace;

const lineOf = (version: string | undefined, namespace: string | undefined): string =>
  [version, namespace && `in ${namespace}`].filter(Boolean).join(' ');
