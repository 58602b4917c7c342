/** Something outside keeps the program from starting. The message is one sentence for the operator, shown without a stack trace. */
export class CannotStart extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CannotStart';
  }
}
