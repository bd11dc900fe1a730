/** Helm values that send the images of the Jaeger extension to their mirrors. */
import type { Values } from '../helm-values/user-values';
import { fullName, type ImageMirrors, inOneValue } from '../registry/image-mirrors';
import { type LinkerdRelease, linkerdReleases } from './releases';

/** Their registry, with its folder. */
const LINKERD = 'cr.l5d.io/linkerd';

export const WEBHOOK_IMAGE = `${LINKERD}/jaeger-webhook`;

/** The image of the hook, where no value sets it. */
export const HARD_CODED = 'curlimages/curl';

export function extensionImages(mirrors: ImageMirrors, { hook }: Pick<LinkerdRelease, 'hook'>): Values[] {
  const webhook = mirrors.parts(WEBHOOK_IMAGE);
  const folder = mirrors.parts(LINKERD);
  const { pullSecrets } = mirrors;
  return [
    ...(webhook ? [{ webhook: { image: { name: inOneValue(webhook) } } }] : []),
    ...(folder && hook !== 'fixed' ? [{ namespaceMetadata: { image: { registry: inOneValue(folder) } } }] : []),
    ...(pullSecrets.length > 0 ? [{ imagePullSecrets: pullSecrets }] : []),
  ];
}

/** What a release cannot do with its hook. */
export interface HookLimit {
  readonly problem: string;
  /** The first release that can. */
  readonly newer: string;
  /** What else helps. */
  readonly instead: string;
}

/** Why the hook cannot pull from the mirror; undefined if it can. */
export function hookLimit(mirrors: ImageMirrors, { hook }: Pick<LinkerdRelease, 'hook'>): HookLimit | undefined {
  if (hook === 'fixed' && mirrors.parts(HARD_CODED))
    return {
      problem: `pulls ${fullName(HARD_CODED)}, which no value of its chart changes`,
      newer: linkerdReleases.first((release) => release.hook !== 'fixed'),
      instead: 'let the nodes pull it from a mirror',
    };
  if (hook !== 'image and login' && mirrors.pullSecrets.length > 0)
    return {
      problem: 'pulls its image without registry.pullSecret, which no value of its chart gives to it',
      newer: linkerdReleases.first((release) => release.hook === 'image and login'),
      instead: 'let the mirror serve that image without a login',
    };
  return undefined;
}
