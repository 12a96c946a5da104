"""What is printed on a travel document, typed so that its chip opens."""
