/** `init --from DIR`: what it asks, and what it prints. */
import * as z from 'zod';
import { Refusal, UsageError } from '../../lib/command-line/errors';
import { isFolder } from '../../lib/files/file-kind';
import { installed } from '../../lib/files/own-folder';
import { type AnswersProps, answersTo } from '../answers';
import { type Answers, QUESTIONS, schemaOf } from '../questions';
import { clusterFrom, foundIn } from './from';

/** What manifests do not tell, or not surely. */
const ASKED = ['domain', 'cluster', 'repo-url', 'argocd', 'ci'];

/** A repository has much that is not about Tempo. */
const MOST_UNREAD = 5;

const FROM_QUESTIONS = QUESTIONS.filter(({ option }) => ASKED.includes(option));

/**
 * @param folder the manifests that run
 * @param outputOf the path of the output in the repository, if it is not the default of `gitops.path`. @default it is
 * @throws Refusal if there is no Tempo in the folder, UsageError for an option that is read from it
 */
export async function initFrom(
  folder: string,
  { given, ...props }: Omit<AnswersProps, 'questions'>,
  outputOf: (answers: Answers) => string | undefined = () => undefined,
) {
  if (!isFolder(folder)) throw new UsageError(`--from: ${folder} is not a folder; use one with manifests`);
  const other = QUESTIONS.find(({ option }) => given[option] && !ASKED.includes(option));
  if (other) throw new UsageError(`--${other.option} cannot be used with --from, which reads it from the manifests; remove it`);
  const found = await foundIn(folder);
  if ('unread' in found) {
    const unread = found.unread.filter((what) => !what.includes(': its release name and namespace'));
    const hint =
      unread.length > 0 ? ` (not read: ${unread.slice(0, 3).join('; ')}${unread.length > 3 ? `; and ${unread.length - 3} more` : ''})` : '';
    throw new Refusal(
      `${folder} has no Helm release of tempo or tempo-distributed${hint}; use the folder with its Application, HelmChart or HelmRelease, render what makes them, or run init without --from`,
    );
  }
  const written = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  const read = Object.fromEntries(Object.entries(found.answers).filter(([option, value]) => isValid(option, value)));
  const { answers, examples } = await answersTo({ ...props, given: { ...read, ...written }, questions: FROM_QUESTIONS });
  const { source, errors, told } = clusterFrom(found, answers, outputOf(answers));
  const lines = [
    ...[...told.taken].map(([key, place]) => `taken over ${key} from ${place}`),
    ...told.left.map((line) => `not taken over: ${line}`),
    ...told.unread.slice(0, MOST_UNREAD).map((line) => `not read: ${line}`),
    ...(told.unread.length > MOST_UNREAD ? [`not read: ${told.unread.length - MOST_UNREAD} more; verify --manifests lists all`] : []),
  ];
  const { releaseName, namespace } = found.tempo;
  const adopt = [
    `to adopt without downtime: the release stays ${releaseName || 'tempo'} in namespace ${namespace || 'tracing'}, so Argo CD takes over what runs;`,
    `run npm run verify -- --live DIR, and follow "A cluster that already runs Tempo or Traefik" in ${installed('docs/changes.md')}, before the first sync`,
  ];
  return { answers, examples, source, errors, lines, adopt };
}

function isValid(option: string, value: string): boolean {
  const question = QUESTIONS.find((each) => each.option === option);
  const schema = question && schemaOf(question, {} as Answers);
  return schema === undefined || z.safeParse(schema, value).success;
}
