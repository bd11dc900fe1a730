/** Checks that every value has an effect: each is left out in turn, and the release is rendered again. */
import { isTempoChart } from '../../../charts/tempo/installed';
import { error, type Finding, note, warning } from '../../../lib/findings/finding';
import type { Templates } from '../../../lib/helm/template';
import type { Path } from '../../../lib/yaml/parsed';
import { toYaml } from '../../../lib/yaml/write';
import { helmRelease } from '../../render';
import type { ValueEffect } from '../../report/report';
import type { RenderedRelease, World } from '../../stack';
import type { ChartNames } from '../../world/renamed-values';
import { namesUsedIn } from '../../world/template-names';
import { userValuesOf, valuesKeyOf } from '../../world/user-values';
import { nameOfPath, wholePaths } from '../../world/value-path';
import type { Check, Judgement } from '../check';
import { advised } from './advice';
import { chartOfValue, isOwnDefault, isUsers, reportedPaths } from './dead-values';
import { type Trial, tryEachValue } from './effects';
import { checkNames } from './named-values';
import { printedValue } from './printed-value';
import { refusedFieldsIn } from './refused-fields';
import { VALUES_RULES } from './rules';
import { runningVersion } from './running-version';
import { isReplacedBy } from './tried';

export const values: Check = {
  rules: VALUES_RULES,
  run: async ({ world, templates }) => {
    const releases = await Promise.all(world.releases.map((release) => checkRelease(release, world, templates)));
    const unrendered = world.installations.filter(({ chart, isOurs }) => isOurs && chart.version === '');
    return {
      findings: [...releases.flatMap(({ findings }) => findings), ...unrendered.flatMap(checkNames)],
      effects: releases.flatMap(({ effects = [] }) => effects),
      judged: releases.reduce((sum, { judged }) => sum + judged, 0),
    };
  },
};

async function checkRelease(release: RenderedRelease, world: World, templates: Templates): Promise<Judgement> {
  const trial = await tryEachValue(release, templates);
  if (!trial) return { findings: [], judged: 0 };
  return {
    findings: [
      ...(await deadValues(release, trial, userValuesOf(release, world), templates)),
      ...conditionalValues(release, trial),
      ...defaults(release, trial, userValuesOf(release, world)),
      ...randomObjects(release, trial),
    ],
    effects: effectsOf(release, trial),
    judged: trial.leaves.length,
  };
}

/** The paths of the values that have an effect. */
const pathsWith = (effect: ValueEffect['effect'], { leaves }: Trial): Path[] =>
  leaves.filter((leaf) => leaf.effect === effect).map(({ path }) => path);

/** `tempo-distributed 2.23.4` */
const chartText = ({ info, chart }: RenderedRelease): string => `${info.name} ${chart.version}`;

const DO_THERE = 'if you need it, set in your own values what it is for; else accept that it is missing';

/** A suggestion is given only if it renders and gives the value an effect. What the user's own values replace is not wrong. */
async function deadValues(release: RenderedRelease, trial: Trial, user: unknown, templates: Templates): Promise<Finding[]> {
  const { values: all, chart, info, folder, place } = release;
  const { name, version } = chart;
  const { values: defaults } = info;
  const appVersion = runningVersion({ name, version, appVersion: info.appVersion }, all);
  const names: ChartNames = { name, version, appVersion, defaults, templateNames: namesUsedIn(folder) };
  const { apis, random } = trial;
  const render = (values: unknown) => templates.render({ ...helmRelease(release), apis }, toYaml(values));
  const refused = (text: string) => (isTempoChart(name) ? refusedFieldsIn(text, appVersion) : 0);
  const dead = pathsWith('nothing', trial).filter((path) => !isOwnDefault(path, release));
  const found = reportedPaths(all, dead, names).map(async (path) => {
    const about = { subject: nameOfPath(path) };
    const ofUser = isUsers(path, all, user);
    if (!ofUser && user !== undefined && (await isReplacedBy(user, all, path, { render, random })))
      return warning(
        place,
        VALUES_RULES.says('replaced-value', `has no effect together with ${valuesKeyOf(release) ?? 'your own values'}`, DO_THERE),
        about,
      );
    const problem = `has no effect in ${chartOfValue(path, release)}`;
    const advice = await advised(path, { values: all, chart: names, isOurs: release.isOurs ?? false, trials: { render, random, refused } });
    return advice.map(({ path: part, fix }) =>
      (ofUser ? warning : error)(place, VALUES_RULES.says('dead-value', problem, fix), { subject: nameOfPath(part) }),
    );
  });
  return (await Promise.all(found)).flat();
}

function conditionalValues({ values: all, place }: RenderedRelease, trial: Trial): Finding[] {
  const problem = `has an effect only if the cluster serves ${trial.apis.join(' or ')}`;
  const statement = VALUES_RULES.says('conditional-value', problem, 'if it does, add that to kubernetes.apis of the cluster file');
  return wholePaths(all, pathsWith('conditional', trial)).map((path) => note(place, statement, { subject: nameOfPath(path) }));
}

/** Values that this project writes out on purpose are not told. */
function defaults(release: RenderedRelease, trial: Trial, user: unknown): Finding[] {
  const statement = VALUES_RULES.says('same-as-default', `same as the default of ${chartText(release)}`, 'can be removed');
  const told = pathsWith('default', trial).filter((path) => !release.isOurs || isUsers(path, release.values, user));
  return wholePaths(release.values, told).map((path) => note(release.place, statement, { subject: nameOfPath(path) }));
}

function randomObjects(release: RenderedRelease, { random }: Trial): Finding[] {
  const problem = `${chartText(release)} renders it differently each time, so Argo CD always shows it as OutOfSync`;
  const statement = VALUES_RULES.says('random-output', problem, 'set its values yourself, such as an existing Secret');
  return random.map((object) => warning(release.place, statement, { subject: object }));
}

const effectsOf = (release: RenderedRelease, { leaves }: Trial): ValueEffect[] =>
  leaves.map(({ path, effect, changed }) => ({
    release: `${release.releaseName} (${chartText(release)})`,
    path: nameOfPath(path),
    value: printedValue(path, release.values),
    effect,
    changed,
  }));
