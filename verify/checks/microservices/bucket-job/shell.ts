/** A shell script in its words, operators and simple commands. */

/** A word without its quotes, or an operator such as `|` or the end of a line. */
export interface Token {
  readonly text: string;
  readonly isOperator: boolean;
}

export interface SimpleCommand {
  readonly words: readonly string[];
  /** The words of the command before it in the pipe. */
  readonly pipedFrom: readonly string[];
}

const TOKEN =
  /\\\n|[ \t]+|#[^\n]*|&&|\|\||[|;&\n(){}]|(?:\$\((?:[^()]|\([^()]*\))*\)|"(?:\\.|[^"\\])*"|'[^']*'|\\[^\n]|\$\{[^}]*\}|[^\s"'\\|;&(){}]|\r)+|["']/gs;
const SPACE = /^(\\\n|[ \t]+|#.*)$/s;
const OPERATOR = /^(&&|\|\||[|;&\n(){}])$/;

/** @returns the words and operators without comments; undefined if a quote is not closed */
export function tokensOf(script: string): Token[] | undefined {
  const tokens = [...script.matchAll(TOKEN)].map(([token]) => token).filter((token) => !SPACE.test(token));
  if (tokens.some((token) => token === '"' || token === "'")) return undefined;
  return tokens.map((token) => {
    const isOperator = OPERATOR.test(token);
    return { isOperator, text: isOperator ? token : token.replace(/^(["'])(.*)\1$/s, '$2') };
  });
}

/** @returns its commands, without the empty ones of lines that end after an operator; undefined if a quote is not closed */
export function simpleCommands(script: string): SimpleCommand[] | undefined {
  const commands: SimpleCommand[] = [];
  let words: string[] = [];
  let pipedFrom: readonly string[] = [];
  const tokens = tokensOf(script);
  for (const { text, isOperator } of tokens ?? []) {
    if (!isOperator) {
      words.push(text);
      continue;
    }
    if (words.length === 0) continue;
    commands.push({ words, pipedFrom });
    pipedFrom = text === '|' ? words : [];
    words = [];
  }
  if (words.length > 0) commands.push({ words, pipedFrom });
  return tokens && commands;
}
