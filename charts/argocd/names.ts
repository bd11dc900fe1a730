/** The names of a cluster's objects in Argo CD: its root, its Applications and their AppProjects. */
import type * as z from 'zod';
import type { Findings } from '../../lib/cluster-file/findings';
import { type Explanation, text } from '../../lib/cluster-file/formats/format';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import { listed } from '../../lib/findings/listed';
import { nearest } from '../../lib/findings/nearest';
import { tracksByAnnotationFrom } from './releases';
import { GITOPS_RULES } from './rules';

/** By the key of `gitops.names`. */
const DEFAULTS = { root: '{cluster}-tracing', application: '{cluster}-tracing-{component}' };

/** The annotation with the component of an Application or AppProject, where the name is not the usual one, which tells it. */
export const COMPONENT_ANNOTATION = 'tempo-gitops.io/component';

/** @param needed the placeholders that it must have @param allowed all that it may have */
function pattern(example: string, needed: readonly string[], allowed: readonly string[]) {
  const has = needed.map((name) => `(?=.*\\{${name}\\})`).join('');
  return text({
    pattern: new RegExp(`^${has}([-a-z0-9]|\\{(${allowed.join('|')})\\})+$`),
    example,
    what: 'a pattern of names',
    fix: `use lower-case letters, digits, hyphens and ${allowed.map((name) => `{${name}}`).join(', ')}`,
    explain: (value) => unknownIn(value, allowed) ?? missingIn(value, needed),
  });
}

/** A placeholder that there is not, such as `{componnt}`. */
function unknownIn(value: string, allowed: readonly string[]): Explanation | undefined {
  const unknown = [...value.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name).find((name) => !allowed.includes(name));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown, allowed);
  const fix = near ? `did you mean {${near}}?` : `use ${listed(allowed.map((name) => `{${name}}`))}`;
  return { problem: `{${unknown}} cannot be used here`, fix };
}

function missingIn(value: string, needed: readonly string[]): Explanation | undefined {
  const missing = needed.filter((name) => !value.includes(`{${name}}`)).map((name) => `{${name}}`);
  if (missing.length === 0) return undefined;
  return { problem: `${JSON.stringify(value)} lacks ${listed(missing)}`, fix: `add ${missing.length > 1 ? 'them' : 'it'}` };
}

export const namesConfig = lazyObject(() => ({
  root: pattern(DEFAULTS.root, ['cluster'], ['cluster']).default(DEFAULTS.root).describe('The root Application, and its AppProject'),
  application: pattern(DEFAULTS.application, ['cluster', 'component'], ['cluster', 'component'])
    .default(DEFAULTS.application)
    .describe('The Application of each component'),
  project: pattern('{cluster}-tracing-apps', ['cluster'], ['cluster', 'component'])
    .optional()
    .describe('Its AppProject; without {component}, one for all components; default the name of the Application'),
}));

export type NamesConfig = z.infer<typeof namesConfig>;

/** The longest value of a label, which tells the Application of an object where Argo CD tracks by label. */
const LONGEST = 63;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

export class Names {
  private readonly patterns: Pick<NamesConfig, 'root' | 'application' | 'project'>;

  /** @param patterns undefined for the usual names */
  constructor(
    private readonly cluster: string,
    patterns: NamesConfig | undefined,
  ) {
    this.patterns = patterns ?? DEFAULTS;
  }

  get root(): string {
    return this.filled(this.patterns.root);
  }

  application(component: string): string {
    return this.filled(this.patterns.application, component);
  }

  /** Several components may have the same one. */
  project(component: string): string {
    return this.filled(this.patterns.project ?? this.patterns.application, component);
  }

  /** The annotation for an Application, or for the AppProject of one component; undefined if the name tells the component. */
  annotation(component: string): Readonly<Record<string, string>> | undefined {
    return this.application(component) === `${this.root}-${component}` ? undefined : { [COMPONENT_ANNOTATION]: component };
  }

  /** Reports names that cannot be, or that two objects would have. */
  check(components: readonly string[], findings: Findings): void {
    const says = (key: keyof NamesConfig, problem: string, fix: string) =>
      findings.errorAtKey(['gitops', 'names', key], GITOPS_RULES.says('names', problem, fix));
    const all = [
      { key: 'root', name: this.root } as const,
      ...components.flatMap((component) => [
        { key: 'application', name: this.application(component) } as const,
        { key: 'project', name: this.project(component) } as const,
      ]),
    ];
    for (const key of ['root', 'application', 'project'] as const) {
      const wrong = all.find((each) => each.key === key && (each.name.length > LONGEST || !LABEL.test(each.name)));
      if (wrong && (key !== 'project' || this.patterns.project !== undefined))
        says(
          key,
          `${wrong.name} is not a name of at most ${LONGEST} characters that starts and ends with a letter or digit`,
          'shorten or correct it',
        );
    }
    const others = [...new Set(all.filter(({ key, name }) => key !== 'root' && name === this.root).map(({ key }) => key))];
    // The project of the root permits only Applications.
    for (const key of others.filter((each) => each === 'application' || this.patterns.project !== undefined))
      says(key, `${this.root} is also the name of the root`, this.other(key));
  }

  private other(key: 'application' | 'project' | 'root'): string {
    return this.patterns[key] === DEFAULTS.application
      ? `use another name, or gitops.names.root: "${DEFAULTS.root}"`
      : `use another name, e.g. ${DEFAULTS.application}`;
  }

  /** Reports the usual name that is too long for the label by which an Argo CD tracks the objects of an Application. */
  checkLabels(components: readonly string[], argocd: string, findings: Findings): void {
    const [longest = ''] = components.map((component) => this.application(component)).sort((a, b) => b.length - a.length);
    const excess = longest.length - LONGEST;
    if (excess <= 0) return;
    const problem = `Application ${longest} has more than the ${LONGEST} characters of the label by which Argo CD ${argocd} tracks its objects`;
    const fix = `set gitops.name with at most ${this.cluster.length - excess} characters, or use Argo CD ${tracksByAnnotationFrom()} or newer`;
    findings.errorAtKey(['gitops', 'name'], GITOPS_RULES.says('names', problem, fix));
  }

  private filled(pattern: string, component = ''): string {
    return pattern.replaceAll('{cluster}', this.cluster).replaceAll('{component}', component);
  }
}
