export const stepNames = ['brand', 'data', 'segment', 'message'] as const;

export type StepName = (typeof stepNames)[number];

/** What the product is called until a brand gives it its own name. */
const unnamed = 'siyu';

export interface Facts {
  brandName: string;
  eventsSeen: number;
  importStates: readonly string[];
  segments: number;
  messages: number;
}

/** Which steps the facts say are done. */
export function doneSteps(facts: Facts): Record<StepName, boolean> {
  return {
    brand: facts.brandName.trim().toLowerCase() !== unnamed,
    data: facts.eventsSeen > 0 || facts.importStates.includes('done'),
    segment: facts.segments > 0,
    message: facts.messages > 0,
  };
}

/** The first step that is not done yet. */
export function nextStep(done: Record<StepName, boolean>): StepName | undefined {
  return stepNames.find((step) => !done[step]);
}
