/** `helm template`, as Argo CD calls it, on all cores. */
import { availableParallelism } from 'node:os';
import { execute, type Helm } from './binary';
import { cacheFolder } from './cache';
import { servedKinds } from './served-kinds';

/** What is rendered for: the cluster as its file describes it. */
export interface Kubernetes {
  /** `1.34` or `1.34.2` */
  readonly version: string;
  /** API versions that the cluster has beyond Kubernetes' own: `monitoring.coreos.com/v1`. */
  readonly apis: readonly string[];
}

export interface Release {
  /** The folder of the chart, with its dependencies. */
  readonly chart: string;
  readonly releaseName: string;
  readonly namespace: string;
  readonly skipCrds?: boolean;
  /** Leaves the chart's schema of its values aside, as k3s does, which packages charts without it. */
  readonly skipSchema?: boolean;
  /** Leaves Helm's tests out, which are no part of what is installed. */
  readonly skipTests?: boolean;
  /** API versions that the cluster is taken to have beyond those of `Kubernetes`. @default none */
  readonly apis?: readonly string[];
}

/** What Helm prints, or why it does not. */
export type Rendering = { readonly text: string } | { readonly error: string };

/** Helm's own rule; what starts with `-` would be an option of it. */
const RELEASE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LONGEST_NAME = 53;

/** What is wrong with the name of a release, and what to do; undefined where Helm takes it. */
export function wrongReleaseName(name: string): string | undefined {
  if (name.length > LONGEST_NAME)
    return `release name ${name.slice(0, LONGEST_NAME)}… is longer than the ${LONGEST_NAME} characters that Helm takes; shorten it`;
  if (RELEASE_NAME.test(name)) return undefined;
  return `release name ${JSON.stringify(name)} is none that Helm takes; write one of lower case letters, digits, - and .`;
}

/** The cores of this machine, on each of which one Helm at a time has its turn. */
export class Cores {
  private free = availableParallelism();
  private readonly waiting: (() => void)[] = [];

  async taken<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.free === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.free--;
    try {
      return await work();
    } finally {
      this.free++;
      this.waiting.shift()?.();
    }
  }
}

export class Templates {
  /** How many times Helm was called. */
  count = 0;
  /** How many times it is known to be going to be. */
  asked = 0;

  constructor(
    private readonly helm: Helm,
    private readonly kubernetes: Kubernetes,
    /** Shared by all that render at the same time. */
    private readonly cores = new Cores(),
    /** Told after each call. */
    private readonly progress: (templates: Templates) => void = () => undefined,
  ) {}

  /** @param values as YAML */
  async render(
    { chart, releaseName, namespace, skipCrds, skipSchema, skipTests, apis: more = [] }: Release,
    values: string,
  ): Promise<Rendering> {
    const wrong = wrongReleaseName(releaseName);
    if (wrong) return { error: wrong };
    const { version, apis } = this.kubernetes;
    const args = [
      ...['template', `--namespace=${namespace}`, '--values=-', `--kube-version=${version}`],
      ...[...servedKinds(), ...apis, ...more].map((api) => `--api-versions=${api}`),
      ...(skipCrds ? [] : ['--include-crds']),
      ...(skipSchema ? ['--skip-schema-validation'] : []),
      ...(skipTests ? ['--skip-tests'] : []),
      // Nothing that manifests name is an option.
      ...['--', releaseName, chart],
    ];
    this.asked++;
    const result = await this.cores.taken(async (): Promise<Rendering> => {
      this.count++;
      const { status, out, error } = await execute(this.helm.program, args, { input: values, environment: environment() });
      return status === 0 ? { text: out } : { error: reason(error) };
    });
    this.progress(this);
    return result;
  }
}

/** The user's own Helm settings and plugins have no say in what comes out. */
function environment(): NodeJS.ProcessEnv {
  const home = cacheFolder('repositories');
  const { PATH, HOME } = process.env;
  // A process that lives a tenth of a second is better off without collecting garbage, as long as it stays small.
  return { PATH, HOME, HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home, GOGC: 'off', GOMEMLIMIT: '400MiB' };
}

/** Helm's message without what only repeats: the chain of templates that it came through, and the advice to debug. */
function reason(error: string): string {
  const from = error.indexOf('Error: ');
  const [message = ''] = (from === -1 ? error : error.slice(from + 'Error: '.length)).split(/^Use --debug/m);
  const lines = message.split('\n').flatMap((line) => line.trim() || []);
  const [first = '', ...rest] = lines;
  const failed = /(?:error calling fail:|execution error at \([^)]*\):)(.*)$/s.exec(lines.join(' '))?.[1];
  if (failed !== undefined) return failed.trim();
  // Helm 4 says where on a line, through what on those after it, and why on the last.
  const isPlace = (line: string) => /^\S+:\d+:\d+$/.test(line);
  if (!isPlace(first)) return [first, ...rest.filter((line) => line.startsWith('- '))].join(' ');
  const [, what = ''] = / at (<.*>):$/.exec(lines.at(-2) ?? '') ?? [];
  return `${lines.findLast(isPlace)}${what && ` at ${what}`}: ${lines.at(-1)}`;
}
