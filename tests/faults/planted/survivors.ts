/** Flipped rules that no history notices, each with the reason why that is no gap. */
export const survivors: Readonly<Record<string, string>> = {};
