"""What decides in the room of facts: types, precedence, age, masks, typed text. Values in, values out, no Django."""
