/** Files that a repository has already and that are not JSON, as those that a hosting service makes: they stay. */
import { readFileSync } from 'node:fs';
import { isFile } from '../lib/files/file-kind';
import { GITLAB, type NewFile } from './files';
import { includeSteps } from './gitlab';

const [README, README_BESIDE] = ['README.md', 'TRACING.md'];
/** Files of single lines, which another one of the same name lacks. */
const OF_LINES = ['.gitignore', '.gitattributes'];
const GITLAB_BESIDE = '.gitlab/tempo-gitops.yml';

export interface BesideExisting {
  /** The files to write. */
  readonly files: readonly NewFile[];
  /** What to do about those that stay. */
  readonly notes: readonly string[];
  /** The file with the next steps. */
  readonly readme: string;
}

/** @param files all files that a new repository gets */
export function besideExisting(files: readonly NewFile[]): BesideExisting {
  const beside = (file: string, other: string): string => (isFile(file) ? other : file);
  const [readme, gitlab] = [beside(README, README_BESIDE), beside(GITLAB, GITLAB_BESIDE)];
  const names = new Map([
    [README, readme],
    [GITLAB, gitlab],
  ]);
  const isIncluded = gitlab === GITLAB_BESIDE && files.some(([file]) => file === GITLAB);
  return {
    files: files.filter(([file]) => !isCompletedByHand(file)).map(([file, text]) => [names.get(file) ?? file, text]),
    notes: [...files.filter(([file]) => isCompletedByHand(file)).flatMap(stays), ...(isIncluded ? pipelineNote() : [])],
    readme,
  };
}

/** What to add to a pipeline of GitLab, so that it has the jobs that are written beside it. */
function pipelineNote(): string[] {
  const steps = includeSteps(readFileSync(GITLAB, 'utf8'), GITLAB_BESIDE);
  return steps.length > 0 ? [`${GITLAB} stays as it is; ${steps.join(', and ')}`] : [];
}

const isCompletedByHand = (file: string): boolean => OF_LINES.includes(file) && isFile(file);

/** What to add to a file of lines. */
function stays([file, text]: NewFile): string[] {
  // `node_modules`, `/node_modules` and `node_modules/` ignore the same folder here.
  const plain = (line: string): string => line.trim().replace(/^\/|\/$/g, '');
  const present = readFileSync(file, 'utf8').split('\n').map(plain);
  const missing = text.split('\n').filter((line) => line !== '' && !present.includes(plain(line)));
  return missing.length > 0
    ? [`${file} stays as it is; add ${missing.length > 1 ? 'these lines' : 'this line'} to it: ${missing.join(', ')}`]
    : [];
}
