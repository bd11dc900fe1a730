/** The chart of an operator, rendered with its defaults: this project only uses its CustomResourceDefinitions. */
import { DEFAULT_KUBERNETES } from '../../charts/kubernetes';
import { topicOf } from '../../lib/findings/finding';
import { lineOf } from '../../lib/findings/sentence';
import { RENDER_RULES } from '../../verify/checks/render/rules';
import { findingsOf, notProvenIn } from '../../verify/report/report';
import type { Stack } from '../../verify/stack';
import { verify } from '../../verify/verify';
import { NOTHING_DECLARED } from '../../verify/world/declared';
import { type Judged, type JudgedProps, lockIn, missingIn } from './judged';
import type { Candidate } from './subject';

export async function rendered(
  { chart: name, version }: Candidate,
  repository: string,
  { helm, charts, inspect }: JudgedProps,
): Promise<Judged> {
  const kubernetes = { version: DEFAULT_KUBERNETES, apis: [] };
  const stack: Stack = {
    ...{ name, folder: '', isOurs: true, applications: [], projects: [], objects: [], findings: [], notJudged: [] },
    ...{ declared: NOTHING_DECLARED, kubernetes },
    installations: [
      {
        ...{ place: { file: name }, chart: { name, version, repository }, releaseName: name, namespace: name },
        ...{ values: {}, skipCrds: false, bundled: false, isOurs: true },
      },
    ],
  };
  return lockIn(async (lock) => {
    const { clusters } = await verify({ subjects: [{ kubernetes, read: () => stack }], helm, lock, charts, inspect });
    const findings = clusters.flatMap(findingsOf).filter((finding) => topicOf(finding) === RENDER_RULES.topic);
    return { lines: findings.map(lineOf), missing: missingIn(clusters.flatMap(notProvenIn)) };
  });
}
