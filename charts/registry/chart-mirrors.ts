/** Where each chart comes from: its upstream repository, or a mirror of it. */
import type { Findings } from '../../lib/cluster-file/findings';
import { nearest } from '../../lib/findings/nearest';
import type { Path } from '../../lib/yaml/parsed';
import type { Component, DeliverySource, HelmSource } from '../component';
import type { RegistryConfig } from './config';
import { REGISTRY_RULES } from './rules';

type Mirrors = Pick<RegistryConfig, 'charts' | 'chartsFrom'>;

/** A mirror, and its key in the cluster file. */
interface Mirror {
  readonly url: string;
  readonly path: Path;
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

/**
 * What Argo CD does not take for an OCI registry: its `url.Parse` refuses a colon in the first segment of a path, and only a name that
 * begins with a letter is read as a scheme instead (IsHelmOciRepo in util/helm/client.go, Argo CD 2.9 to 3.5).
 */
const REFUSED_BY_ARGOCD = /^oci:\/\/(\d[^/]*:\d+)/;

interface ChartMirrorsProps {
  /** Whether Argo CD pulls the charts. */
  readonly readByArgoCd: boolean;
  /** The repositories that charts of the stack come from, in any release, without a slash at the end. */
  readonly upstreams: () => ReadonlySet<string>;
}

export class ChartMirrors {
  private readonly mirrors: Mirrors;

  constructor(
    registry: Mirrors | undefined,
    private readonly findings: Findings,
    private readonly props: ChartMirrorsProps,
  ) {
    this.mirrors = registry ?? { chartsFrom: {} };
    for (const { url, path } of this.all()) this.checkAddress(url, path);
    for (const upstream of Object.keys(this.mirrors.chartsFrom)) this.checkUpstream(upstream);
  }

  /** Sends the charts of a component to their mirrors. A repository without one is an error. */
  redirect(component: Component): void {
    const { delivery, valuesFile } = component;
    if (delivery)
      component.delivery = {
        ...delivery,
        ...(delivery.source && { source: this.source(delivery.source) }),
        ...(delivery.older && { older: this.helm(delivery.older) }),
      };
    // Another Application installs it, from wherever it likes.
    if (valuesFile)
      component.valuesFile = { ...valuesFile, repository: mirrorOf(this.mirrors, valuesFile.repository) ?? valuesFile.repository };
  }

  private source(source: DeliverySource): DeliverySource {
    return 'helm' in source ? { helm: this.helm(source.helm) } : source;
  }

  private helm(source: HelmSource): HelmSource {
    return { ...source, repository: this.of(source.repository, source.chart) };
  }

  /** The repository of a chart. @param repository the upstream one */
  of(repository: string, chart: string): string {
    if (this.all().length === 0) return repository;
    const mirror = mirrorOf(this.mirrors, repository);
    if (mirror === undefined) {
      const path = ['registry', 'chartsFrom', repository];
      const problem = `missing, the repository of ${chart}`;
      this.findings.errorAtKey(path, REGISTRY_RULES.says('no-chart-mirror', problem, 'add its mirror, or set registry.charts'));
      return repository;
    }
    const suffix = `/${chart}`;
    // A folder for one repository may well be called traefik.
    if (mirror.startsWith('oci://') && mirror.endsWith(suffix) && this.mirrors.charts?.replace(/\/+$/, '') === mirror) {
      const problem = `${mirror} ends with the name of a chart, which is added to it`;
      this.findings.warning(
        ['registry', 'charts'],
        REGISTRY_RULES.says('chart-in-address', problem, `use ${mirror.slice(0, -suffix.length)}`),
      );
    }
    return mirror;
  }

  private all(): Mirror[] {
    const { charts, chartsFrom } = this.mirrors;
    return [
      ...Object.entries(chartsFrom).map(([upstream, url]) => ({ url: withoutSlash(url), path: ['registry', 'chartsFrom', upstream] })),
      ...(charts === undefined ? [] : [{ url: withoutSlash(charts), path: ['registry', 'charts'] }]),
    ];
  }

  private checkUpstream(upstream: string): void {
    const upstreams = this.props.upstreams();
    if (upstreams.has(withoutSlash(upstream))) return;
    const meant = nearest(withoutSlash(upstream), upstreams);
    const others = `use one of ${[...upstreams].join(', ')}, or remove it`;
    const isThere = Object.keys(this.mirrors.chartsFrom).some((other) => withoutSlash(other) === meant);
    const fix = meant === undefined ? others : isThere ? `remove it, because ${meant} is there already` : `did you mean ${meant}?`;
    const statement = REGISTRY_RULES.says('unknown-upstream', 'no chart of this stack comes from there, so it has no effect', fix);
    this.findings.warning(['registry', 'chartsFrom', upstream], statement);
  }

  private checkAddress(url: string, path: Path): void {
    if (!this.props.readByArgoCd || !REFUSED_BY_ARGOCD.test(url)) return;
    const problem = `Argo CD reads ${withoutScheme(url)} as a git repository, because it begins with a digit and has a port`;
    this.findings.error(path, REGISTRY_RULES.says('oci-address', problem, 'use a name that begins with a letter'));
  }
}

/** The mirror of a chart repository; undefined if it has none. @param repository the upstream one */
export function mirrorOf(mirrors: Mirrors | undefined, repository: string): string | undefined {
  const [, own] = Object.entries(mirrors?.chartsFrom ?? {}).find(([upstream]) => withoutSlash(upstream) === withoutSlash(repository)) ?? [];
  const mirror = own ?? mirrors?.charts;
  return mirror === undefined ? undefined : withoutSlash(mirror);
}

/** A repository as Argo CD has it: a registry has no scheme, because `oci://` is for artifacts that are no charts (from 3.1 on). */
export const withoutScheme = (repository: string): string => repository.replace(/^oci:\/\//, '');
