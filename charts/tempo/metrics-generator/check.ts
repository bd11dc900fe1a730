/** Checks the metrics-generator of the cluster file against the release. */
import { keyOf } from '../../../lib/cluster-file/findings';
import type { Path } from '../../../lib/yaml/parsed';
import type { Checked } from '../check/checked';
import { pin, pinNearest } from '../check/pin';
import { distributedReleases, type TempoRelease } from '../releases';
import { TEMPO_RULES } from '../rules';
import type { MetricsGeneratorConfig } from './config';
import { areDefault, WITH_DIMENSIONS } from './processors';
import { lacksPath, WITHOUT_PATH } from './remote-write';

const KEY: Path = ['tempo', 'metricsGenerator'];

export function checkGenerator(checked: Checked, release: TempoRelease): void {
  const generator = checked.config.metricsGenerator;
  if (!generator) return;
  checkBroken(checked);
  if (lacksPath(generator.remoteWrite))
    checked.findings.warning([...KEY, 'remoteWrite'], TEMPO_RULES.says('no-write-path', ...WITHOUT_PATH));
  checkProcessors(checked, generator, release);
  checkSettings(checked, generator, release);
  checkDimensions(checked, generator);
  checkHeaders(checked, generator);
}

function checkBroken({ findings, chart, version, distributed }: Checked): void {
  if (!distributed || distributed.generatorStarts) return;
  const problem = `${chart} writes a field for it that Tempo does not have, so no process of Tempo starts`;
  const newer = distributedReleases.firstAfter(version, (release) => release.generatorStarts);
  findings.errorAtKey(KEY, TEMPO_RULES.says('generator-broken', problem, `pin tempo.chart ${newer} or newer, or remove it`));
}

function checkProcessors(checked: Checked, { processors }: MetricsGeneratorConfig, release: TempoRelease): void {
  const { findings, chart } = checked;
  const key = [...KEY, 'processors'];
  if (release.overrides === 'chart' && !areDefault(processors)) {
    const problem = `${chart} always runs service-graphs and span-metrics`;
    const fix = `list both, or ${pin(checked, ({ overrides }) => overrides !== 'chart')}`;
    findings.errorAtKey(key, TEMPO_RULES.says('processors-fixed', problem, fix));
    return;
  }
  const index = processors.indexOf('local-blocks');
  if (index < 0 || runsLocalBlocks(release)) return;
  const problem = `local-blocks does not run in ${chart}`;
  const other = pinNearest(checked, release, runsLocalBlocks);
  findings.error([...key, index], TEMPO_RULES.says('processor-missing', problem, `remove it${other ? `, or ${other}` : ''}`));
}

const runsLocalBlocks = ({ tempo, generator }: Pick<TempoRelease, 'tempo' | 'generator'>): boolean =>
  tempo.localBlocks && generator.tracesStorage;

function checkSettings(checked: Checked, generator: MetricsGeneratorConfig, release: TempoRelease): void {
  if (release.generator.settings) return;
  const { headers, basicAuth, dimensions } = generator;
  const used = { headers: Object.keys(headers).length > 0, basicAuth: basicAuth !== undefined, dimensions: dimensions.length > 0 };
  for (const [field, isUsed] of Object.entries(used)) {
    if (!isUsed) continue;
    const fix = `remove it, or ${pin(checked, (other) => other.generator.settings)}`;
    checked.findings.errorAtKey([...KEY, field], TEMPO_RULES.says('no-generator-settings', `${checked.chart} has no value for it`, fix));
  }
}

function checkDimensions({ findings }: Checked, { processors, dimensions }: MetricsGeneratorConfig): void {
  const names: readonly string[] = Object.keys(WITH_DIMENSIONS);
  if (dimensions.length === 0 || processors.some((name) => names.includes(name))) return;
  const problem = `has no effect without span-metrics or service-graphs in ${findings.where([...KEY, 'processors'])}`;
  findings.errorAtKey([...KEY, 'dimensions'], TEMPO_RULES.says('unused-dimensions', problem, 'remove it, or add one of them'));
}

/** Headers that Prometheus' client refuses (reservedHeaders in config/config.go of prometheus/prometheus, vendored by Tempo). */
const RESERVED = new Set([
  ...['host', 'content-encoding', 'content-length', 'content-type', 'user-agent', 'connection', 'keep-alive', 'proxy-authenticate'],
  ...['proxy-authorization', 'www-authenticate', 'accept-encoding', 'x-prometheus-remote-write-version'],
  ...['x-prometheus-remote-read-version', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'],
]);

function checkHeaders({ findings }: Checked, { headers }: MetricsGeneratorConfig): void {
  for (const name of Object.keys(headers)) {
    const isLogin = name.toLowerCase() === 'authorization';
    if (!isLogin && !RESERVED.has(name.toLowerCase())) continue;
    const key = [...KEY, 'headers', name];
    const problem = 'no process of Tempo starts with this header, which its client sets itself';
    const fix = isLogin ? `use ${keyOf([...KEY, 'basicAuth'])}` : 'remove it';
    findings.errorAtKey(key, TEMPO_RULES.says('reserved-header', problem, fix));
  }
}
