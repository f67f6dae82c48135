"""What crosses an arrow between two parts: shapes and signatures that both ends agree on. Imports none of the parts."""
