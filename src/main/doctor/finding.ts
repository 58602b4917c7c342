/** What one look found. `advice` says what to do; without it there is nothing to do. */
export interface Finding {
  level: 'good' | 'notice' | 'bad';
  about: string;
  sentence: string;
  advice?: string;
}

export const fine = (about: string, sentence: string): Finding => ({ level: 'good', about, sentence });
export const odd = (about: string, sentence: string, advice: string): Finding => ({ level: 'notice', about, sentence, advice });
export const wrong = (about: string, sentence: string, advice: string): Finding => ({ level: 'bad', about, sentence, advice });
