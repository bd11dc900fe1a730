/** Another chart or another release of Tempo. */

import { MIGRATION_PAGE, tempoProduct } from '../../../charts/tempo/product';
import { error, type Finding, warning } from '../../../lib/findings/finding';
import { flush } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';

export function upgrades({ before, after, where }: Step): Finding[] {
  const [old, now] = [before.tempo, after.tempo];
  if (!old || !now) return [];
  const key = ['tempo', now.chart === 'tempo' ? 'monolithic' : 'chart'];
  const place = where(key);
  const about = { subject: key.join('.') };
  if (old.chart !== now.chart) {
    const problem = `chart ${now.chart} replaces chart ${old.chart}, whose pods are deleted with the traces that are not in ${old.location.title} yet`;
    const fix = 'flush them before the merge, and accept change/other-chart';
    const commands = flush(old);
    return [error(place, { ...CHANGE_RULES.says('other-chart', problem, fix), commands }, about)];
  }
  if (old.chart === 'tempo-distributed' && old.release.tempo.kafka !== now.release.tempo.kafka) {
    const replaced = now.release.tempo.kafka ? 'the ingesters by Kafka' : 'Kafka by ingesters';
    const lost = now.release.tempo.kafka
      ? `the traces that are not in ${old.location.title} yet are lost, and there is no way back`
      : `the traces in Kafka that are not in ${old.location.title} yet are lost, and the older Tempo cannot read the newer blocks`;
    const problem = `${old.version} to ${now.version} replaces ${replaced}: ${lost}`;
    const fix = `keep ${old.version}, or migrate as in ${MIGRATION_PAGE}`;
    return [error(place, CHANGE_RULES.says('major-in-place', problem, fix), about)];
  }
  return unreadableBlocks({ before, after, where });
}

function unreadableBlocks({ before, after, where }: Pick<Step, 'before' | 'after' | 'where'>): Finding[] {
  const [writes, old, now] = [before.tempo?.writes, before.tempo?.release.tempo, after.tempo?.release.tempo];
  if (!writes || !old || !now || now.reads.includes(writes)) return [];
  const problem = `Tempo ${now.version} cannot read the blocks in format ${writes} that Tempo ${old.version} writes, and each query that touches one fails until the retention deletes it`;
  const between = tempoProduct.releases.findLast((release) => release.reads.includes(writes) && now.reads.includes(release.writes));
  const fix = between ? `use Tempo ${between.version} in between, for as long as the retention` : `keep Tempo ${old.version}`;
  return [warning(where(['tempo']), CHANGE_RULES.says('blocks', problem, fix), { subject: 'tempo' })];
}
