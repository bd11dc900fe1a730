/** `helm template`, as Argo CD calls it. */
import type { Helm } from './binary';
import { cacheFolder } from './cache';
import { execute } from './execute';
import type { ProblemAndFix } from './no-chart';
import type { Rendering, Renderings } from './renderings';
import { servedKinds } from './served-kinds';

/** The cluster to render for. */
export interface Kubernetes {
  /** `1.34` or `1.34.2` */
  readonly version: string;
  /** API versions that the cluster has beyond those of Kubernetes: `monitoring.coreos.com/v1`. */
  readonly apis: readonly string[];
}

export interface HelmRelease {
  /** The folder of the chart, with its dependencies. It does not change during the run. */
  readonly chart: string;
  readonly releaseName: string;
  readonly namespace: string;
  readonly skipCrds?: boolean;
  /** Ignores the chart's schema of its values: k3s packages charts without it. */
  readonly skipSchema?: boolean;
  /** Leaves out the chart's tests, which are not installed. */
  readonly skipTests?: boolean;
  /** API versions to assume beyond those of `Kubernetes`. @default none */
  readonly apis?: readonly string[];
  /** Renders a second time, to find random output. */
  readonly again?: boolean;
}

/** The pattern of Helm itself. A name with a leading `-` would be an option. */
const RELEASE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LONGEST_NAME = 53;

/** What is wrong with the name of a release; undefined if Helm accepts it. */
export function wrongReleaseName(name: string): ProblemAndFix | undefined {
  if (name.length > LONGEST_NAME)
    return { problem: `release name ${name.slice(0, LONGEST_NAME)}… is longer than ${LONGEST_NAME} characters`, fix: 'shorten it' };
  if (RELEASE_NAME.test(name)) return undefined;
  return { problem: `release name ${JSON.stringify(name)} is not valid`, fix: 'use lower-case letters, digits, hyphens and dots' };
}

export class Templates {
  constructor(
    private readonly helm: Helm,
    private readonly kubernetes: Kubernetes,
    /** Shared by all clusters of a run. */
    private readonly renderings: Renderings,
  ) {}

  /** @param values as YAML */
  async render(
    { chart, releaseName, namespace, skipCrds, skipSchema, skipTests, apis: more = [], again = false }: HelmRelease,
    values: string,
  ): Promise<Rendering> {
    const wrong = wrongReleaseName(releaseName);
    if (wrong) return { error: wrong.problem, fix: wrong.fix };
    const { version, apis } = this.kubernetes;
    const args = [
      ...['template', `--namespace=${namespace}`, '--values=-', `--kube-version=${version}`],
      ...[...servedKinds(), ...apis, ...more].map((api) => `--api-versions=${api}`),
      ...(skipCrds ? [] : ['--include-crds']),
      ...(skipSchema ? ['--skip-schema-validation'] : []),
      ...(skipTests ? ['--skip-tests'] : []),
      // After `--`, a name from the manifests cannot be read as an option.
      ...['--', releaseName, chart],
    ];
    return this.renderings.of([this.helm.program, args, values, again], () => this.call(args, values));
  }

  private async call(args: readonly string[], input: string): Promise<Rendering> {
    const { status, out, error, stopped } = await execute(this.helm.program, args, { input, environment: environment() });
    if (stopped) return { error: stopped.problem, fix: stopped.fix };
    return status === 0 ? { text: out } : { error: reason(error) };
  }
}

/** The output must not depend on the user's Helm settings and plugins. */
function environment(): NodeJS.ProcessEnv {
  const home = cacheFolder('repositories');
  const { PATH, HOME } = process.env;
  // A process that runs for a tenth of a second is faster without garbage collection. GOMEMLIMIT limits its memory.
  return { PATH, HOME, HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home, GOGC: 'off', GOMEMLIMIT: '400MiB' };
}

/** Helm's message without the chain of including templates and without the advice to use --debug. */
function reason(error: string): string {
  const from = error.indexOf('Error: ');
  const [message = ''] = (from === -1 ? error : error.slice(from + 'Error: '.length)).split(/^Use --debug/m);
  const lines = message.split('\n').flatMap((line) => line.trim() || []);
  const [first = '', ...rest] = lines;
  const failed = /(?:error calling fail:|execution error at \([^)]*\):)(.*)$/s.exec(lines.join(' '))?.[1];
  if (failed !== undefined) return failed.trim();
  // Helm 4 prints a place, the templates that led there on the lines after it, and the reason on the last.
  const isPlace = (line: string) => /^\S+:\d+:\d+$/.test(line);
  if (!isPlace(first)) return [first, ...rest.filter((line) => line.startsWith('- '))].join(' ');
  const [, what = ''] = / at (<.*>):$/.exec(lines.at(-2) ?? '') ?? [];
  return `${lines.findLast(isPlace)}${what && ` at ${what}`}: ${lines.at(-1)}`;
}
