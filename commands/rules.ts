/** `npm run rules`: every rule, for a terminal or as the page docs/rules.md. */
import { writeFileSync } from 'node:fs';
import { type Options, print, run } from '../lib/command-line/command';
import { RULES_PAGE } from '../lib/findings/rules-page';
import { RULE_SETS, rulesPage } from '../verify/rules';

function forTerminal(): string[] {
  return RULE_SETS.flatMap(({ topic, proves, all }) => {
    const width = Math.max(...all.map(([id]) => id.length));
    return [
      `${topic}: ${proves}`,
      ...all.map(([id, rule]) => `  ${id.padEnd(width)}  ${rule.proves}${rule.isFinal ? ' (final)' : ''}`),
      '',
    ];
  });
}

function rules({ extra }: Options): number {
  if (extra.markdown) {
    writeFileSync(extra.markdown, rulesPage());
    print(`written ${extra.markdown}`);
  } else print(forTerminal().join('\n').trimEnd());
  return 0;
}

if (require.main === module) {
  run({
    usage: 'npm run rules -- [--markdown FILE]',
    description: `Prints what synth and verify judge by: each rule and what it proves. ${RULES_PAGE} has an example and the way out too.`,
    options: { markdown: { argument: 'FILE', meaning: 'write all of it there as Markdown instead', default: '' } },
    run: rules,
  });
}
