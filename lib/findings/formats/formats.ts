/** The formats of `--format`. The first is for people. The others are for programs, and nothing else is printed on standard output. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const;

export type MachineFormat = Exclude<(typeof FORMATS)[number], 'text'>;
