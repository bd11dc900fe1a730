/** `npm run rules`: prints all rules, for a terminal or as the page docs/rules.md. */
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
    description: `Prints the rules of synth and verify, and what each proves. ${RULES_PAGE} also has an example and the way out.`,
    options: { markdown: { argument: 'FILE', meaning: 'write Markdown with all details to this file instead', default: '' } },
    run: rules,
  });
}
