/** Gets an answer to each question: from the options, from a terminal, or the usual one. */
import { spawnSync } from 'node:child_process';
import * as z from 'zod';
import { explanationOf } from '../lib/cluster-file/formats/format';
import { withoutCredentials } from '../lib/command-line/environment';
import { UsageError } from '../lib/command-line/errors';
import { nearest } from '../lib/findings/nearest';
import { type Answers, QUESTIONS, type Question, schemaOf } from './questions';

/** Asks a question. @returns the line that was entered */
export type Ask = (text: string) => Promise<string>;

export interface AnswersProps {
  /** The options that were given. */
  readonly given: Answers;
  /** Undefined if nobody can be asked. */
  readonly ask?: Ask;
  /** Whether the usual answers are right, also where they are only examples. */
  readonly yes: boolean;
  /** Receives a line about an answer that is refused. */
  readonly say: (line: string) => void;
  /** @default all */
  readonly questions?: readonly Question[];
}

/**
 * @returns the answers, and the keys of the cluster file whose value is only an example
 * @throws UsageError for an option with a wrong value or without a question, and for those that are missing
 */
export async function answersTo({
  given,
  ask,
  yes,
  say,
  questions = QUESTIONS,
}: AnswersProps): Promise<{ answers: Answers; examples: string[] }> {
  const origin = originOf();
  const answers: Record<string, string> = {};
  const examples: Question[] = [];
  for (const question of questions) {
    const { option, when, usual, isExample } = question;
    const value = given[option];
    if (when && !when.is(answers)) {
      if (value) throw new UsageError(`--${option} is only for ${when.says}; remove it`);
      continue;
    }
    if (value) {
      const mistake = mistakeIn(question, value, answers);
      if (mistake) throw new UsageError(`--${option}: ${mistake}`);
      answers[option] = value;
    } else if (ask && !yes) answers[option] = await asked(question, answers, origin, ask, say);
    else {
      answers[option] = usual(answers, origin);
      if (isExample?.(origin)) examples.push(question);
    }
  }
  if (examples.length > 0 && !yes) throw missing(examples);
  return { answers, examples: examples.map(({ key }) => key?.(answers).join('.') ?? '') };
}

async function asked(question: Question, answers: Answers, origin: string | undefined, ask: Ask, say: (line: string) => void) {
  const { asks, choices, usual, isExample } = question;
  const standard = usual(answers, origin);
  const isRequired = isExample?.(origin) ?? false;
  const hint = isRequired ? `, e.g. ${standard}` : ` [${standard}]`;
  for (;;) {
    const line = (await ask(`${asks}${choices ? ` (${choices.join(', ')})` : ''}${hint}: `)).trim();
    if (line === '' && !isRequired) return standard;
    const mistake = line === '' ? 'an answer is required' : mistakeIn(question, line, answers);
    if (!mistake) return line;
    say(`  ${mistake}`);
  }
}

/** What is wrong with an answer; undefined if nothing is. */
function mistakeIn(question: Question, value: string, answers: Answers): string | undefined {
  const { choices, instead } = question;
  if (choices && !choices.includes(value)) {
    const meant = nearest(value, choices);
    return `unknown value ${value}; ${meant ? `did you mean ${meant}?` : `use one of ${choices.join(', ')}`}`;
  }
  const schema = schemaOf(question, answers);
  if (!schema || value === instead || z.safeParse(schema, value).success) return undefined;
  const { problem, fix } = explanationOf(schema, value) ?? { problem: `${JSON.stringify(value)} is not valid`, fix: 'correct it' };
  return `${problem}; ${fix}`;
}

function missing(questions: readonly Question[]): UsageError {
  const needed = questions.map(({ option, argument }) => `--${option} ${argument}`);
  return new UsageError(`there is no terminal to ask on; add ${needed.join(' ')}, or --yes for examples in their place`);
}

/** The URL of the git remote `origin`, if it is one that Argo CD can use. */
function originOf(): string | undefined {
  const { status, stdout } = spawnSync('git', ['remote', 'get-url', 'origin'], { encoding: 'utf8', env: withoutCredentials() });
  const url = status === 0 ? stdout.trim() : '';
  const question = QUESTIONS.find(({ option }) => option === 'repo-url');
  return url !== '' && !/\/\/[^/]*:[^/]*@/.test(url) && question && !mistakeIn(question, url, {}) ? url : undefined;
}
