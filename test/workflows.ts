/** The workflows and actions of this repository, and the workflow that init writes. */
import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const WORKFLOWS = '.github/workflows';
const ACTIONS = '.github/actions';
export const TEMPLATE = 'init/templates/github.yml';

/** The text of a file with YAML. In the template, a placeholder is replaced by a number. */
const textOf = (file: string): string => readFileSync(file, 'utf8').replace(/(?<!\$)\{\{\w+\}\}/g, '20');

const workflow = (file: string): Workflow => load(textOf(file)) as Workflow;

/** Every workflow, by its file. */
export const workflows: readonly (readonly [file: string, workflow: Workflow])[] = [
  ...readdirSync(WORKFLOWS).map((name) => `${WORKFLOWS}/${name}`),
  TEMPLATE,
].map((file) => [file, workflow(file)]);

const actions = readdirSync(ACTIONS).map((name): [string, readonly Step[]] => {
  const file = `${ACTIONS}/${name}/action.yml`;
  return [file, (load(textOf(file)) as { runs: { steps: Step[] } }).runs.steps];
});

/** Every step, also of the actions, with its file. */
export const steps: readonly (Step & { readonly file: string })[] = [
  ...workflows.flatMap(([file, { jobs }]) => Object.values(jobs).map((job): [string, readonly Step[]] => [file, job.steps ?? []])),
  ...actions,
].flatMap(([file, of]) => of.map((step) => ({ ...step, file })));

export const GITLAB_TEMPLATE = 'init/templates/gitlab-ci.yml';

/** The shell scripts of the pipeline that init writes, one for each job. */
export const gitlabScripts: readonly string[] = Object.values(
  load(textOf(GITLAB_TEMPLATE)) as Record<string, { script?: string[] }>,
).flatMap(({ script }) => (script ? [script.join('\n')] : []));

/** What `uses:` names in steps and jobs, and in the text: the comment behind a digest has its release. */
export const used: readonly (readonly [file: string, what: string])[] = [
  ...workflows.map(([file]) => file),
  ...actions.map(([file]) => file),
]
  .map((file): [string, string] => [file, textOf(file)])
  .flatMap(([file, text]) => [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, what = '']) => [file, what] as const));

/** The shell script of a step. @param step its name or id, or a part of the script */
export function scriptOf(file: string, step: string): string {
  const found = steps.find(({ file: of, name, run }) => of === file && run && (name === step || run.includes(step)));
  if (!found?.run) throw new Error(`${file} has no step ${step}`);
  return found.run;
}
