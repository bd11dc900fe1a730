/** Checks the size of Tempo against its chart. */
import type { Checked } from '../check/checked';
import { pinnedRelease } from '../config';
import { TEMPO_RULES } from '../rules';

export function checkSize({ config, findings, distributed }: Checked): void {
  const { size } = config;
  if (size === undefined || size === 'small' || distributed) return;
  const problem = `${size} needs microservices, and ${findings.where(pinnedRelease(config).key)} is one process`;
  findings.error(['tempo', 'size'], TEMPO_RULES.says('size-needs-microservices', problem, 'use small, or tempo.chart'));
}
