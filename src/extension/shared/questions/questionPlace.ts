/** The position of a question among the others. */

export interface QuestionPlace {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

/** The answer of someone who wants the question before. */
export const wentBack = Symbol('went back');
