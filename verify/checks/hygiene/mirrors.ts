/** Checks that images come from the mirrors of the cluster file, and that pods can log in there. */
import { EXTENSION, type LinkerdRelease, linkerdReleases, linkerdWith } from '../../../charts/linkerd/releases';
import { imageMirrorOf, type MirrorConfig, mirrorWith } from '../../../charts/registry/image-mirrors';
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { mergeValues } from '../../../lib/helm/merge';
import { imageReference } from '../../../lib/images/reference';
import { listAt } from '../../../lib/yaml/parsed';
import type { RenderedRelease, World } from '../../stack';
import { imageValue } from '../../world/image-values';
import { bundledObjects } from '../../world/installed-elsewhere';
import { aboutObject, type Pod, podSpecOf, pulledBy } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { releaseOf } from '../../world/of-chart';
import { valuesKeyOf } from '../../world/user-values';
import { nameOfPath } from '../../world/value-path';
import { HYGIENE_RULES } from './rules';

/** Of pods that this project installs. The images of what k3s brings along are those of k3s. */
export function foreignImages({ declared, releases, objects }: World, { pods }: Lookup): Finding[] {
  const { registry } = declared;
  if (!registry) return [];
  const bundled = bundledObjects(releases);
  const judged = pods.filter(({ placed }) => !bundled.has(placed));
  return [
    ...judged.flatMap((pod) => imagesOf(pod, registry, releases)),
    ...(registry.pullSecret === undefined
      ? []
      : judged.flatMap((pod) => loginOf(pod, registry, registry.pullSecret ?? '', { objects, releases }))),
  ];
}

function imagesOf(pod: Pod, registry: MirrorConfig, releases: readonly RenderedRelease[]): Finding[] {
  return pulledBy(pod).flatMap(({ image, container, volume }) => {
    const { host, path, version } = imageReference(image);
    const mirror = imageMirrorOf(registry, host);
    if (mirror === undefined || mirrorWith(image, registry)) return [];
    const problem = `image ${image} does not come from ${mirror}`;
    const fix = wayOut(pod, { image, mirror, inMirror: `${mirror}/${path}${version}` }, releases);
    const about = { ...aboutObject(pod.placed.object), part: container === undefined ? `volume ${volume}` : `container ${container}` };
    const found = hookOf(pod, releases) === 'fixed' ? warning : error;
    return [found(pod.placed.place, HYGIENE_RULES.says('image-from-elsewhere', problem, fix), about)];
  });
}

/**
 * What values can set of the hook of Linkerd's extension; undefined for other pods. The rest is a warning and not an error, because synth
 * writes the output with a warning too (`linkerd/fixed-hook`).
 */
function hookOf({ placed }: Pod, releases: readonly RenderedRelease[]): LinkerdRelease['hook'] | undefined {
  const release = placed.object.kind === 'Job' ? releaseOf(placed, releases) : undefined;
  return release?.chart.name === EXTENSION ? linkerdWith(release.chart.version)?.hook : undefined;
}

interface Wanted {
  readonly image: string;
  readonly mirror: string;
  readonly inMirror: string;
}

function wayOut(pod: Pod, { image, mirror, inMirror }: Wanted, releases: readonly RenderedRelease[]): string {
  const release = releaseOf(pod.placed, releases);
  if (!release) return `use ${inMirror}`;
  const { chart, info, values } = release;
  if (hookOf(pod, releases) === 'fixed')
    return `pin linkerd.version ${linkerdReleases.first(({ hook }) => hook !== 'fixed')} or newer, or let the nodes pull it from a mirror and accept this`;
  const found = imageValue(mergeValues(info.values, values), image, mirror);
  if (!found) return `pin another release of ${chart.name}, or let the nodes pull it from a mirror and accept this`;
  const key = valuesKeyOf(release);
  return `set ${key ? `${key}.` : ''}${nameOfPath(found.path)}: ${found.value}${key ? '' : ' in its values'}`;
}

/** A pod without a Secret of its own has those of its ServiceAccount. */
function loginOf(pod: Pod, registry: MirrorConfig, secret: string, { objects, releases }: Pick<World, 'objects' | 'releases'>): Finding[] {
  const { placed, serviceAccount } = pod;
  if (!pulledBy(pod).some(({ image }) => mirrorWith(image, registry))) return [];
  if (listAt(podSpecOf(pod), 'imagePullSecrets').length > 0) return [];
  const account = objects.find(
    ({ object, namespace }) =>
      object.kind === 'ServiceAccount' && object.metadata.name === serviceAccount && namespace === placed.namespace,
  );
  if (account && listAt(account.object, 'imagePullSecrets').length > 0) return [];
  // One that the manifests do not have may have it; that of a namespace often has.
  if (!account && serviceAccount !== 'default') return [];
  const isFixed = ['fixed', 'image'].includes(hookOf(pod, releases) ?? '');
  const found = account && !isFixed ? error : warning;
  return [found(placed.place, withoutLogin(pod, secret, isFixed), aboutObject(placed.object))];
}

function withoutLogin({ serviceAccount }: Pod, secret: string, isFixed: boolean): Statement {
  const problem = `has no imagePullSecrets, and neither has its ServiceAccount ${serviceAccount}`;
  const newer = linkerdReleases.first(({ hook }) => hook === 'image and login');
  const fix = isFixed
    ? `pin linkerd.version ${newer} or newer, or let the mirror serve its image without a login and accept this`
    : `add ${secret}, so that it can pull from the mirror`;
  return HYGIENE_RULES.says('no-pull-secret', problem, fix);
}
