/** The keys of the cluster file that pin a release, with their tables. */
import { ARGOCD_ASPECTS } from '../../charts/argocd/aspects';
import { argoCdReleases } from '../../charts/argocd/releases';
import type { Aspects } from '../../charts/aspects';
import type { ClusterFile } from '../../charts/cluster-file';
import { COLLECTOR_ASPECTS } from '../../charts/collector/aspects';
import { collectorReleases } from '../../charts/collector/releases';
import { LINKERD_ASPECTS } from '../../charts/linkerd/aspects';
import { linkerdReleases } from '../../charts/linkerd/releases';
import { DISTRIBUTED_ASPECTS, MONOLITHIC_ASPECTS } from '../../charts/tempo/aspects';
import { EXTERNAL_SECRETS_ASPECTS } from '../../charts/tempo/credentials/aspects';
import { externalSecretsReleases } from '../../charts/tempo/credentials/external-secrets-releases';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { K3S_ASPECTS, TRAEFIK_ASPECTS } from '../../charts/traefik/aspects';
import { k3sReleases } from '../../charts/traefik/k3s-releases';
import { traefikReleases } from '../../charts/traefik/releases';
import { VULTURE_ASPECTS } from '../../charts/vulture/aspects';
import { vultureReleases } from '../../charts/vulture/releases';
import type { ReleaseTable } from '../../lib/releases/table';
import { compareVersions } from '../../lib/releases/version';
import type { Path } from '../../lib/yaml/parsed';

export interface Pin {
  readonly key: Path;
  /** What somebody else installs, whose release the key only tells; undefined if this stack installs it. */
  readonly elsewhere: (config: ClusterFile) => string | undefined;
  /** The known releases after `version` that work, newest first. */
  readonly newer: (version: string) => readonly Candidate[];
  /** What differs from one release to another: `query port: 3200 instead of 3100`. */
  readonly differences: (from: string, to: string) => readonly Difference[];
}

export interface Candidate {
  readonly version: string;
  /** Equal for releases that differ in nothing but their number. */
  readonly facts: string;
}

export interface Difference {
  /** The release since which it is so. */
  readonly since: string;
  readonly text: string;
}

function pin<Facts extends object, Shipped extends keyof Facts>(
  key: Path,
  table: ReleaseTable<Facts, Shipped>,
  { shown, ofSteps }: Aspects<Facts>,
  elsewhere: Pin['elsewhere'] = () => undefined,
): Pin {
  return {
    key,
    elsewhere,
    newer: (version) =>
      table.releases
        .filter((release) => compareVersions(release.version, version) > 0)
        .map(({ version: newer, ...facts }) => ({ version: newer, facts: JSON.stringify(facts) }))
        .reverse(),
    differences: (from, to) =>
      [...ofSteps, ...shown].flatMap(({ name, of }) => {
        const [old, now] = [of(table.at(from)), of(table.at(to))];
        const since = table.since(to, (release) => of(release) === now) ?? to;
        return old === now ? [] : [{ since, text: `${name}: ${now} instead of ${old}` }];
      }),
  };
}

export const PINS: readonly Pin[] = [
  pin(['tempo', 'chart'], distributedReleases, DISTRIBUTED_ASPECTS),
  pin(['tempo', 'monolithic'], monolithicReleases, MONOLITHIC_ASPECTS),
  pin(
    ['tempo', 'credentials', 'externalSecret', 'operator'],
    externalSecretsReleases,
    EXTERNAL_SECRETS_ASPECTS,
    () => 'the External Secrets operator',
  ),
  pin(['collector', 'chart'], collectorReleases, COLLECTOR_ASPECTS),
  pin(['traefik', 'chart'], traefikReleases, TRAEFIK_ASPECTS, ({ traefik }) => (traefik?.via === 'release' ? undefined : 'Traefik')),
  pin(['traefik', 'k3s'], k3sReleases, K3S_ASPECTS, () => 'k3s'),
  pin(['linkerd', 'version'], linkerdReleases, LINKERD_ASPECTS, () => 'the control plane of Linkerd'),
  pin(['vulture', 'chart'], vultureReleases, VULTURE_ASPECTS),
  pin(['gitops', 'argocd'], argoCdReleases, ARGOCD_ASPECTS, () => 'Argo CD'),
];
