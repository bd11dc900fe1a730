/** Flags in the user's values with which Traefik does not start. */
import type { Findings } from '../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, listAt, textAt } from '../../lib/yaml/parsed';
import type { Values } from '../helm-values/user-values';
import type { Pinned } from './collector';
import { k3sReleases } from './k3s-releases';
import { type TraefikRelease, traefikReleases } from './releases';
import { reservedFlags } from './reserved-logs-and-traces';
import { TRAEFIK_RULES } from './rules';
import { flagMistake } from './static-flags';

/** Whether the image is that of Traefik Hub, which has further flags. */
const isHub = (user: Readonly<Values>): boolean =>
  isTrueInTemplate(at(user, 'hub', 'token')) ||
  isTrueInTemplate(at(user, 'hub', 'enabled')) ||
  /hub/i.test(textAt(user, 'image', 'repository') ?? '');

/** Reports each at its place in the cluster file. Those that this stack manages are errors already. */
export function checkFlags(user: Readonly<Values>, release: TraefikRelease, { key, version }: Pinned, findings: Findings): void {
  const isListed = (key === 'chart' ? traefikReleases : k3sReleases).versions.includes(version) && !isHub(user);
  for (const [index, argument] of listAt(user, 'additionalArguments').entries()) {
    const flag = typeof argument === 'string' ? /^--?([\w.-]+)/.exec(argument)?.[1]?.toLowerCase() : undefined;
    if (flag === undefined || reservedFlags(release).some(([pattern]) => pattern.test(`--${flag}`))) continue;
    const mistake = flagMistake(flag, release.traefik, isListed);
    if (mistake)
      findings.error(['traefik', 'values', 'additionalArguments', index], TRAEFIK_RULES.says('unknown-flag', mistake.problem, mistake.fix));
  }
}
