/** A finding as an item of a list. */
import type { Finding } from '../../lib/findings/finding';
import { ruleUrl } from '../../lib/findings/rules-page';
import { commandLines, placeText, sentence } from '../../lib/findings/sentence';
import { breakable, type Markup, markup } from './markup';

export function findingItem(found: Finding): Markup {
  const { severity, rule, place, accepted } = found;
  const state = accepted === undefined ? severity : 'accepted';
  const label = accepted === undefined ? severity : `accepted ${severity}`;
  return markup`<li class="${state}"><span class="state ${state}">${label}</span> <a class="quiet" href="${ruleUrl(rule)}">${rule}</a> <code class="quiet">${breakable(placeText(place))}</code><br>${breakable(sentence(found))}${commands(found)}
${accepted !== undefined && markup`<br><span class="quiet">accepted: ${accepted}</span>`}</li>
`;
}

const commands = (found: Finding) => commandLines(found).length > 0 && markup`<pre>${commandLines(found).join('\n')}</pre>`;
