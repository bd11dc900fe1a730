/** Checks that containers can start, and that those on the path of a trace run the right program and find the others. */
import { error, type Finding, type Statement } from '../../../../lib/findings/finding';
import { nearest } from '../../../../lib/findings/nearest';
import { at, listAt, textAt, textFrom } from '../../../../lib/yaml/parsed';
import { type TraefikProcess, tracesBy } from '../../../uses/traefik';
import { aboutObject, type Container, type Pod, podSpecOf } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import type { RunningTempo } from '../../../world/tempo';
import { quantityOf } from '../../shape/apiserver/quantity';
import { ADDRESSES_RULES } from '../rules';

export function checkStart({ pods }: Lookup, traefiks: readonly TraefikProcess[], tempos: readonly RunningTempo[]): Finding[] {
  const said = (pod: Pod, container: Container, statements: readonly Statement[]) =>
    statements.map((statement) =>
      error(pod.placed.place, statement, { ...aboutObject(pod.placed.object), part: `container ${container.name}` }),
    );
  const large = new Set([...traefiks, ...tempos.flatMap(({ readers }) => readers)].map(({ container }) => container));
  return [
    ...pods.flatMap((pod) =>
      pod.containers.flatMap((container) =>
        said(pod, container, [
          ...identity(container, pod),
          ...memory(container, large.has(container) ? LEAST_OF_GO : LEAST_MEMORY),
          ...requests(container),
          ...imageName(container),
          ...failing(container),
        ]),
      ),
    ),
    ...traefiks.flatMap(({ pod, container }) => said(pod, container, program(container))),
    ...[
      ...traefiks.filter((traefik) => tracesBy(traefik).length > 0),
      ...tempos.flatMap(({ readers }) => (readers.length > 1 ? readers : [])),
    ].flatMap(({ pod, container }) => said(pod, container, names(pod))),
  ];
}

const says = (problem: string, fix: string): Statement[] => [ADDRESSES_RULES.says('never-starts', problem, fix)];

/** The kubelet refuses it (pkg/kubelet/kuberuntime/security_context.go). The fields of the container take precedence. */
function identity({ source }: Container, pod: Pod): Statement[] {
  const effective = (field: string) => at(source, 'securityContext', field) ?? at(podSpecOf(pod), 'securityContext', field);
  if (effective('runAsNonRoot') !== true || effective('runAsUser') !== 0) return [];
  return says('has runAsNonRoot true and runAsUser 0, with which the kubelet does not start it', 'use the user of the image, such as 1000');
}

const MEBIBYTE = 1024n ** 2n * 1_000_000_000n;
/** In billionths of a byte. No container runs in less; 64m are 0.064 bytes. */
const LEAST_MEMORY = 4n * MEBIBYTE;
/** Tempo and Traefik need more before they listen: an idle query-frontend of Tempo 2.10.8 has 12 MiB of its own (RssAnon). */
const LEAST_OF_GO = 12n * MEBIBYTE;

function memory({ source }: Container, least: bigint): Statement[] {
  const written = textAt(source, 'resources', 'limits', 'memory');
  const limit = written === undefined ? undefined : quantityOf(written);
  if (limit === undefined || limit <= 0n || limit >= least) return [];
  const meant = /^(\d+)m$/.exec(written ?? '')?.[1];
  const what = limit < LEAST_MEMORY ? 'nothing runs' : 'it does not start';
  return says(`has a memory limit of ${written}, in which ${what}`, meant ? `use ${meant}Mi` : 'use one such as 256Mi');
}

/** More CPUs and memory than a machine of any cloud has, in billionths. */
const MOST: Readonly<Record<string, bigint>> = { cpu: 2_000n * 1_000_000_000n, memory: 64n * 1024n ** 4n * 1_000_000_000n };

function requests({ source }: Container): Statement[] {
  return Object.entries(MOST).flatMap(([resource, most]) => {
    const written = textAt(source, 'resources', 'requests', resource) ?? '';
    const quantity = quantityOf(written);
    if (quantity === undefined || quantity <= most) return [];
    const meant = resource === 'cpu' && /^\d+$/.test(written) ? `use ${written}m` : 'use less';
    return says(`requests ${written} of ${resource}, which no node has`, meant);
  });
}

/** The kubelet takes no capital letter in the name of an image (distribution/reference). The host may have some, and makes the part before the first slash one. */
function imageName({ image }: Container): Statement[] {
  const [name = ''] = image.split('@');
  const path = name.replace(/:[^/]*$/, '').replace(/^[^/]*[.:A-Z][^/]*\//, '');
  if (!/[A-Z]/.test(path) || image.includes('$')) return [];
  return says(`has image ${image}, with a capital letter in its name`, `use ${image.replace(path, path.toLowerCase())}`);
}

export const FAILING = /^(\/(usr\/)?bin\/)?(false|(ba|a|da)?sh -e?c (false|exit [1-9]\d*))$/;

/** An init container that fails keeps the pod from starting. */
function failing({ isInit, args, source }: Container): Statement[] {
  const command = args.join(' ');
  if (!isInit || textAt(source, 'restartPolicy') === 'Always' || !FAILING.test(command)) return [];
  return says(`is an init container that always fails (${command}), so the pod does not start`, 'correct its command, or remove it');
}

/** A command replaces the entry point of the image. */
function program({ image, source }: Container): Statement[] {
  const command = listAt(source, 'command').map(textFrom);
  const [first] = command;
  if (first !== undefined && !command.some((part) => /traefik|entrypoint/i.test(part)))
    return [ADDRESSES_RULES.says('other-program', `runs ${first} instead of Traefik`, 'remove the command')];
  const name = (image.split('@')[0] ?? '').split('/').at(-1)?.split(':')[0] ?? '';
  if (name.includes('traefik') || !nearest(name, ['traefik'])) return [];
  return [ADDRESSES_RULES.says('other-program', `has image ${image}, which is misspelled`, `use ${image.replace(name, 'traefik')}`)];
}

/** With the DNS of the node, no name of a Service is known (dnsPolicy in the documentation of Kubernetes). */
function names(pod: Pod): Statement[] {
  const policy = textAt(podSpecOf(pod), 'dnsPolicy') ?? 'ClusterFirst';
  const isOfNode = policy === 'Default' || (policy === 'ClusterFirst' && pod.hostNetwork);
  if (!isOfNode) return [];
  const problem = `uses the DNS of its node (dnsPolicy ${policy}${pod.hostNetwork ? ' with hostNetwork' : ''}), which knows no Service`;
  return [
    ADDRESSES_RULES.says('no-cluster-dns', problem, `use dnsPolicy: ${pod.hostNetwork ? 'ClusterFirstWithHostNet' : 'ClusterFirst'}`),
  ];
}
