"""The farewell: take your things, rate, go on or leave."""
