/** Another chart or another release of Tempo. */
import type { InstalledTempo } from '../../../charts/tempo/installed';
import { tempoProduct } from '../../../charts/tempo/product';
import { pagePath } from '../../../lib/files/own-folder';
import { error, type Finding, note, warning } from '../../../lib/findings/finding';
import { at, isMap, mapAt } from '../../../lib/yaml/parsed';
import { flush } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';
import { movesCluster } from './clusters';

export function upgrades({ before, after, where }: Step): Finding[] {
  const [old, now] = [before.tempo, after.tempo];
  if (!old || !now) return [];
  const key = releaseKey(now);
  const place = where(key);
  const about = { subject: key.join('.') };
  // The old Tempo runs on in the old cluster, with its pods.
  if (movesCluster({ before, after })) return [...unreadableBlocks({ before, after, where }), ...renamedLimits(old, now, where)];
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
    const fix = `keep ${old.version}${now.release.tempo.kafka ? `, or migrate with tempo.migration, as in ${pagePath('docs/migration.md')}` : ''}`;
    return [error(place, CHANGE_RULES.says('major-in-place', problem, fix), about)];
  }
  return [
    ...unreadableBlocks({ before, after, where }),
    ...oneWay(old, now, where),
    ...renamedLimits(old, now, where),
    ...movedQueries(old, now, where),
  ];
}

/** The key with the release, which decides about the version of Tempo. */
const releaseKey = ({ chart }: InstalledTempo): string[] => ['tempo', chart === 'tempo' ? 'monolithic' : 'chart'];

/** The new Tempo writes blocks that the old one does not read, so that a revert of the commit is not enough. */
function oneWay(old: InstalledTempo, now: InstalledTempo, where: Step['where']): Finding[] {
  const [from, to] = [old.release.tempo, now.release.tempo];
  if (from.reads.includes(now.writes)) return [];
  const problem = `Tempo ${to.version} writes blocks in format ${now.writes}, which Tempo ${from.version} cannot read, so there is no way back to it until the retention has deleted them`;
  return [note(where(releaseKey(now)), CHANGE_RULES.says('one-way', problem), { subject: 'tempo' })];
}

/** The Grafana of the cluster file follows; what else queries Tempo does not. */
function movedQueries(old: InstalledTempo, now: InstalledTempo, where: Step['where']): Finding[] {
  const [from, to] = [old.release.queryPort, now.release.queryPort];
  if (from === to) return [];
  const problem = `chart ${now.version} answers queries at port ${to} instead of ${from}, and what else still queries port ${from}, such as a Grafana that is not in this file, gets no answer`;
  const fix = 'change the port there with the merge';
  return [note(where(releaseKey(now)), CHANGE_RULES.says('query-port', problem, fix), { subject: 'tempo' })];
}

/** Limits in the user's values that the new chart reads by other names (the README of tempo-distributed 1.33.0). */
function renamedLimits(old: InstalledTempo, now: InstalledTempo, where: Step['where']): Finding[] {
  const isRenamed = old.release.overrides !== now.release.overrides && now.release.overrides === 'overrides.defaults';
  if (!isRenamed) return [];
  const own = ({ chart, values }: InstalledTempo) => (chart === 'tempo' ? mapAt(values, 'tempo') : (values ?? {}));
  const tenants = Object.keys(mapAt(own(now), 'overrides')).filter((name) => name !== 'defaults');
  // An older output of plain manifests does not have the values.
  const hasNew = at(own(old.values ? old : now), 'overrides', 'defaults') !== undefined;
  const renamed = [
    ...(isMap(own(now).global_overrides) && !hasNew ? [['global_overrides', 'overrides.defaults']] : []),
    ...(tenants.length > 0 && !hasNew ? [['overrides', 'per_tenant_overrides']] : []),
  ];
  const below = now.chart === 'tempo' ? 'tempo.values.tempo' : 'tempo.values';
  return renamed.map(([from, to]) => {
    const subject = `${below}.${from}`;
    const problem = `chart ${now.version} reads these limits from ${to}`;
    return warning(where(subject.split('.')), CHANGE_RULES.says('renamed-limits', problem, `rename the key to ${to}`), { subject });
  });
}

/** An error, like a move to another bucket: queries do not find the traces in these blocks. */
function unreadableBlocks({ before, after, where }: Pick<Step, 'before' | 'after' | 'where'>): Finding[] {
  const [writes, old, now] = [before.tempo?.writes, before.tempo?.release.tempo, after.tempo?.release.tempo];
  if (!writes || !old || !now || !after.tempo || now.reads.includes(writes)) return [];
  // The old one did not start with it, so there are no such blocks.
  if (!old.reads.includes(writes)) return [];
  const problem = `Tempo ${now.version} cannot read the blocks in format ${writes} that Tempo ${old.version} writes, and each query that touches one fails until the retention deletes it`;
  const between = tempoProduct.releases.findLast((release) => release.reads.includes(writes) && now.reads.includes(release.writes));
  const way = between ? `run Tempo ${between.version} in between, for as long as the retention` : `keep Tempo ${old.version}`;
  const fix = `${way}, or accept change/blocks`;
  return [error(where(releaseKey(after.tempo)), CHANGE_RULES.says('blocks', problem, fix), { subject: 'tempo' })];
}
