/** Compares a bucket script with that of the cluster file: the same commands in the same structure. */
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import { WITH_VALUE } from './commands';
import type { Mistake } from './mistake';
import { tokensOf } from './shell';

/** What may differ is left out: comments, messages, the length of pauses, the order of options, and what `mc` prints. */
export function structuralMistake(script: string, expected: string): Mistake | undefined {
  const [found, wanted] = [script, expected].map(stepsOf);
  if (!found || !wanted) return undefined;
  const index = Array.from({ length: Math.max(found.length, wanted.length) }, (_, at) => at).find((at) => found[at] !== wanted[at]);
  if (index === undefined) return undefined;
  const [is, should] = [found[index], wanted[index]];
  if (is === undefined) return [`ends before \`${should}\``, RUN_SYNTH];
  return [should === undefined ? `goes on with \`${is}\` after its last command` : `has \`${is}\` instead of \`${should}\``, RUN_SYNTH];
}

/** Words that a command follows without an operator. */
const KEYWORDS = ['until', 'while', 'do', 'if', 'then', 'else', '!'];

/** Operators, keywords and commands, one text each. */
function stepsOf(script: string): string[] | undefined {
  const steps: string[] = [];
  let words: string[] = [];
  const endCommand = () => {
    while (KEYWORDS.includes(words[0] ?? '')) steps.push(words.shift() ?? '');
    const command = commandText(words);
    if (command) steps.push(command);
    words = [];
  };
  // A redirection such as `>&2` contains no operator.
  const tokens = tokensOf(script.replaceAll(/\d?>&[\d-]/g, ''));
  for (const { text, isOperator } of tokens ?? []) {
    if (!isOperator) {
      words.push(text);
      continue;
    }
    endCommand();
    if (text !== '\n' && text !== ';') steps.push(text);
  }
  endCommand();
  return tokens && steps;
}

/** @returns an empty text for what has no effect */
function commandText(all: readonly string[]): string {
  const words = all.filter((word, index) => !/^\d?>/.test(word) && !/^\d?>+$/.test(all[index - 1] ?? ''));
  const text = words.join(' ');
  if (words[0] === 'echo' && !text.includes('$(')) return '';
  if (words[0] === 'set' && words.slice(1).every((word) => /^-[eu]+$/.test(word))) return '';
  if (words[0] === 'sleep' && /^(\d+s?|\$pause)$/.test(words[1] ?? '')) return 'sleep';
  return words[0] === 'mc' ? mcText(words) : text.replaceAll(/\b\d+\b/g, 'N');
}

/** Options that change only what `mc` prints. */
const QUIET = ['--quiet', '-q', '--json', '--no-color', '--debug'];

function mcText(words: readonly string[]): string {
  const options = words.flatMap((word, index) => {
    if (!word.startsWith('-') || QUIET.includes(word)) return [];
    return WITH_VALUE.has(word) ? `${word} ${words[index + 1]}` : word;
  });
  const plain = words.filter((word, index) => !word.startsWith('-') && !WITH_VALUE.has(words[index - 1] ?? ''));
  return [...plain.map(withoutNames), ...options.toSorted()].join(' ');
}

/** The bucket and the host of the server are judged with those of Tempo. */
const withoutNames = (word: string): string => word.replace(/^([\w-]+)\/.*$/, '$1/…').replace(/^(https?:\/\/)[^/]+/, '$1…');
