/** A text as it may be told: addresses without the user and password in them. */
export const withoutPassword = (text: string): string => text.replace(/\/\/[^/\s"']+@/g, '//***@');
