/** `npm run rules`: prints all rules, for a terminal or as the page docs/rules.md. */
import { runPage } from '../lib/command-line/page-command';
import { pagePath } from '../lib/files/own-folder';
import { RULES_PAGE } from '../lib/findings/rules-page';
import { RULE_SETS, rulesPage } from '../verify/rules';

/** The lines for a terminal. */
export function forTerminal(): string[] {
  return RULE_SETS.flatMap(({ topic, proves, all }) => {
    const width = Math.max(...all.map(([id]) => id.length));
    return [
      `${topic}: ${proves}`,
      ...all.map(([id, rule]) => `  ${id.padEnd(width)}  ${rule.proves}${rule.isFinal ? ' (final)' : ''}`),
      '',
    ];
  });
}

if (require.main === module) {
  runPage({
    name: 'rules',
    description: `Prints the rules of synth and verify, and what each proves. ${pagePath(RULES_PAGE)} also has an example and the way out.`,
    written: 'Markdown with all details',
    page: rulesPage,
    text: () => forTerminal().join('\n').trimEnd(),
  });
}
