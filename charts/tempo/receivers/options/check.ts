/** Checks the options of receivers against the receivers that are on, and the version of Tempo. */
import { nearest } from '../../../../lib/findings/nearest';
import type { Checked } from '../../check/checked';
import { pinNearest } from '../../check/pin';
import type { Receiver } from '../../receivers';
import type { TempoRelease } from '../../releases';
import { TEMPO_RULES } from '../../rules';
import { LATER_HTTP_OPTIONS, optionsOf, REFUSED_OPTIONS } from './options';

export function checkReceiverOptions(checked: Checked, release: TempoRelease): void {
  const { config, findings } = checked;
  for (const [receiver, options] of Object.entries(config.receiverOptions) as [Receiver, object][]) {
    if (!config.receivers.includes(receiver)) {
      const problem = `${findings.where(['tempo', 'receivers'])} does not list ${receiver}`;
      const statement = TEMPO_RULES.says('options-of-no-receiver', problem, 'add it there, or remove the options');
      findings.errorAtKey(['tempo', 'receiverOptions', receiver], statement);
    } else for (const option of Object.keys(options)) checkOption(receiver, option, checked, release);
  }
}

function checkOption(receiver: Receiver, option: string, checked: Checked, release: TempoRelease): void {
  const { findings, chart } = checked;
  const says = (...statement: Parameters<typeof TEMPO_RULES.says>) =>
    findings.errorAtKey(['tempo', 'receiverOptions', receiver, option], TEMPO_RULES.says(...statement));
  const reason = REFUSED_OPTIONS.get(option);
  const known = optionsOf(receiver);
  if (reason) says('reserved-receiver-option', 'cannot be changed', `remove it, ${reason}`);
  else if (!known.includes(option)) {
    const meant = nearest(option, known);
    const isThere = meant !== undefined && Object.hasOwn(checked.config.receiverOptions[receiver] ?? {}, meant);
    const near = isThere ? `remove it, because ${meant} is there already` : `did you mean ${meant}?`;
    const fix = meant ? near : `use one of ${known.join(', ')}`;
    says('unknown-receiver-option', `${receiver} has no such option, and Tempo does not start`, fix);
  } else if (!hasOption(option, release)) {
    const other = pinNearest(checked, release, (each) => hasOption(option, each));
    says('later-receiver-option', `${chart} has no such option, and Tempo does not start`, `remove it${other ? `, or ${other}` : ''}`);
  }
}

const hasOption = (option: string, { tempo }: Pick<TempoRelease, 'tempo'>): boolean =>
  !LATER_HTTP_OPTIONS.includes(option) || tempo.httpOptions.includes(option);
