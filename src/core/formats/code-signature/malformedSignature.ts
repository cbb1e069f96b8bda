/** Thrown inside the readers of code signatures; its message completes "The code signature is damaged:". Never leaves the folder. */

export class MalformedSignature extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedSignature';
  }
}
