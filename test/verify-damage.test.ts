/** Each check finds its mistakes: a valid dist/ is damaged in one place, and the damage is reported. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Rendering } from '../lib/helm/renderings';
import type { HelmRelease } from '../lib/helm/template';
import { listFiles } from '../lib/output/compare';
import { addressesDamages } from './verify-damages/addresses';
import { argocdDamages } from './verify-damages/argocd';
import { hygieneDamages } from './verify-damages/hygiene';
import { identityDamages } from './verify-damages/identity';
import { microservicesDamages } from './verify-damages/microservices';
import { renderDamages } from './verify-damages/render';
import { shapeDamages } from './verify-damages/shape';
import { realHelm, saidOf, verified } from './verify-fixture';

// It renders once per value, and has separate tests.
jest.mock('../verify/checks/values/values', () => ({
  values: { rules: jest.requireActual('../verify/checks/values/rules').VALUES_RULES, run: () => ({ findings: [], judged: 0 }) },
}));

// Most damages do not change most releases, so the same chart with the same values is rendered once.
jest.mock('../lib/helm/template', () => {
  const real = jest.requireActual<typeof import('../lib/helm/template')>('../lib/helm/template');
  const known = new Map<string, Promise<Rendering>>();
  class Remembering extends real.Templates {
    override render(release: HelmRelease, values: string): Promise<Rendering> {
      const files = listFiles(release.chart).map((file) => [file, readFileSync(path.join(release.chart, file), 'utf8')]);
      const key = JSON.stringify([{ ...release, chart: files }, values]);
      const rendering = known.get(key) ?? super.render(release, values);
      known.set(key, rendering);
      return rendering;
    }
  }
  return { ...real, Templates: Remembering };
});

beforeAll(realHelm);

describe.each(
  Object.entries({
    render: renderDamages,
    microservices: microservicesDamages,
    addresses: addressesDamages,
    identity: identityDamages,
    argocd: argocdDamages,
    shape: shapeDamages,
    hygiene: hygieneDamages,
  }),
)('%s finds', (check, rows) => {
  test.each(rows)('%s', async (_what, file, from, to, text) => {
    const report = await verified('seed', [{ file, from, to }]);
    expect(saidOf(report, check as 'render')).toEqual(expect.arrayContaining([expect.stringContaining(text)]));
  });
});
