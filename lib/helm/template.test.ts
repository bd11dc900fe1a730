/** The calls of Helm, which is a script here that prints its arguments. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Renderings } from './renderings';
import { Templates, wrongReleaseName } from './template';

let folder: string;
let program: string;
const HELM_DEBUG = process.env.HELM_DEBUG;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'template-'));
  program = path.join(folder, 'helm');
  script('echo "$@"; cat');
});
afterEach(() => {
  if (HELM_DEBUG === undefined) delete process.env.HELM_DEBUG;
  rmSync(folder, { recursive: true });
});

function script(text: string): void {
  writeFileSync(program, `#!/bin/sh\n${text}\n`);
  chmodSync(program, 0o755);
}

const RELEASE = { chart: 'charts/tempo', releaseName: 'mine', namespace: 'lab' };
const templates = (renderings = new Renderings(), version = '1.34') =>
  new Templates({ program, version: '4.1.4' }, { version, apis: ['monitoring.coreos.com/v1'] }, renderings);
const rendered = async (more: object = {}) => {
  const result = await templates().render({ ...RELEASE, ...more }, 'a: 1\n');
  return 'text' in result ? result.text : result.error;
};

describe('Helm is called', () => {
  test('for a release, with values on its standard input', async () => {
    const text = await rendered();

    expect(text).toMatch(/^template --namespace=lab --values=- --kube-version=1\.34 /);
    expect(text).toMatch(/--include-crds -- mine charts\/tempo\na: 1\n$/);
  });

  test('with the built-in kinds of Kubernetes, as Argo CD does, and with further ones of the cluster', async () => {
    const text = await rendered();

    for (const api of ['v1/Secret', 'apps/v1/Deployment', 'networking.k8s.io/v1/Ingress', 'monitoring.coreos.com/v1'])
      expect(text).toContain(`--api-versions=${api}`);
  });

  test('with the options of the release', async () => {
    expect(await rendered({ skipCrds: true })).not.toContain('--include-crds');
    expect(await rendered({ skipSchema: true })).toContain('--skip-schema-validation');
    expect(await rendered({ skipTests: true })).toContain('--skip-tests');
  });

  test('not with a release name that is invalid or would be an option', async () => {
    const names: [string, RegExp, string][] = [
      [
        '--post-renderer=/tmp/evil.sh',
        /^release name "--post-renderer=\/tmp\/evil\.sh" is not valid$/,
        'use lower-case letters, digits, hyphens and dots',
      ],
      ['a\0b', /is not valid$/, 'use lower-case letters, digits, hyphens and dots'],
      ['x'.repeat(200_000), /^release name x{53}… is longer than 53 characters$/, 'shorten it'],
    ];
    const renderings = new Renderings();
    const all = templates(renderings);

    for (const [releaseName, error, fix] of names)
      expect(await all.render({ ...RELEASE, releaseName }, '')).toEqual({ error: expect.stringMatching(error), fix });
    expect(renderings.count).toBe(0);
    expect(wrongReleaseName('tempo-2.blue')).toBeUndefined();
  });

  test('with impossible arguments, which is an error', async () => {
    expect(await templates().render({ ...RELEASE, namespace: 'a\0b' }, '')).toEqual({ error: expect.stringContaining('null bytes') });
  });

  test("without the user's Helm settings", async () => {
    process.env.HELM_DEBUG = 'true';
    script('env');

    expect(await rendered()).not.toContain('HELM_DEBUG');
  });

  test('once per core at the same time', async () => {
    script(`mkdir "${folder}/$$"; ls -d ${folder}/[0-9]* | wc -l; sleep 0.05; rmdir "${folder}/$$"`);
    const all = templates();
    const values = Array.from({ length: 3 * os.availableParallelism() }, (_, index) => `a: ${index}\n`);

    const results = await Promise.all(values.map((value) => all.render(RELEASE, value)));

    const most = Math.max(...results.map((result) => ('text' in result ? Number(result.text) : Number.NaN)));
    expect(most).toBeLessThanOrEqual(os.availableParallelism());
  });

  test('once for clusters with the same release, values and Kubernetes', async () => {
    script('echo $$; cat');
    const renderings = new Renderings();
    const [one, other] = [templates(renderings), templates(renderings)];

    expect(await one.render(RELEASE, 'a: 1\n')).toBe(await other.render({ ...RELEASE }, 'a: 1\n'));
    expect(renderings.count).toBe(1);
  });

  test('again for each difference of the inputs, and for a second rendering', async () => {
    const renderings = new Renderings();
    const one = templates(renderings);
    const calls = [
      one.render(RELEASE, 'a: 1\n'),
      one.render(RELEASE, 'a: 2\n'),
      one.render({ ...RELEASE, chart: 'charts/other' }, 'a: 1\n'),
      one.render({ ...RELEASE, releaseName: 'other' }, 'a: 1\n'),
      one.render({ ...RELEASE, namespace: 'other' }, 'a: 1\n'),
      one.render({ ...RELEASE, skipCrds: true }, 'a: 1\n'),
      one.render({ ...RELEASE, skipSchema: true }, 'a: 1\n'),
      one.render({ ...RELEASE, skipTests: true }, 'a: 1\n'),
      one.render({ ...RELEASE, apis: ['example.com/v1'] }, 'a: 1\n'),
      one.render({ ...RELEASE, again: true }, 'a: 1\n'),
      templates(renderings, '1.33').render(RELEASE, 'a: 1\n'),
    ];

    await Promise.all(calls);

    expect(renderings.count).toBe(calls.length);
  });
});

describe('an error of Helm is shortened to', () => {
  test.each<[string, string, string]>([
    [
      'the message of fail in a chart',
      'Error: execution error at (tempo/templates/a.yaml:1:3): a bucket is needed\n\nUse --debug flag to render out invalid YAML',
      'a bucket is needed',
    ],
    [
      'a message of several lines',
      'Error: execution error at (tempo/templates/a.yaml:1:3): \n\nset a\nor b\n\nUse --debug flag',
      'set a or b',
    ],
    [
      'the message of fail in a nested template',
      'Error: template: tempo/a.yaml:1:3: executing "a" at <include "b" .>: error calling include: template: b:2:4: executing "b" at <fail "no">: error calling fail: no',
      'no',
    ],
    [
      'the place and the reason of a failing template',
      'Error: tempo/a.yaml:1:3\n  executing "tempo/a.yaml" at <include "b" .>:\n    error calling include:\ntempo/b.tpl:2:26\n  executing "b" at <.Values.b.c>:\n    nil pointer evaluating interface {}.c\n\nUse --debug flag',
      'tempo/b.tpl:2:26 at <.Values.b.c>: nil pointer evaluating interface {}.c',
    ],
    [
      'what a schema refuses',
      "Error: values don't meet the specifications:\ntempo:\n- at '/a': got string\n- at '/b': missing\n",
      "values don't meet the specifications: - at '/a': got string - at '/b': missing",
    ],
    ['a message of another program', 'sh: killed', 'sh: killed'],
  ])('%s', async (_what, message, expected) => {
    writeFileSync(path.join(folder, 'message'), message);
    script(`cat "${folder}/message" >&2; exit 1`);

    expect(await templates().render(RELEASE, '')).toEqual({ error: expected });
  });
});
